package dev.meshwarden.policy.library;

import dev.meshwarden.policy.library.authorizationpolicy.OpensAccess;
import dev.meshwarden.policy.library.controlplane.CrownJewels;
import dev.meshwarden.policy.library.controlplane.MeshConfigWeakened;
import dev.meshwarden.policy.library.peerauthentication.LowersMode;
import dev.meshwarden.policy.library.requestauthentication.PrivateKeyInJwks;
import dev.meshwarden.policy.library.schema.RejectedValue;
import dev.meshwarden.policy.library.schema.UnknownField;
import dev.meshwarden.policy.library.serviceentry.MeshDeclaredExternal;
import dev.meshwarden.policy.library.serviceentry.PlaintextToExternal;
import dev.meshwarden.policy.rule.Rule;

import java.util.List;

/** The rules written in Java, in id order. A new rule is a line here. */
public final class RuleCatalogue {
    private RuleCatalogue() {}

    public static List<Rule> standard() {
        return List.of(
                new OpensAccess(),
                new MeshConfigWeakened(),
                new CrownJewels(),
                new PrivateKeyInJwks(),
                new LowersMode(),
                new MeshDeclaredExternal(),
                new PlaintextToExternal(),
                new UnknownField(),
                new RejectedValue());
    }
}
