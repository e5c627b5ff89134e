package dev.meshwarden.policy.pack;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names a policy set by what it is made of: equal sets have equal revisions, however their files are ordered or named. */
final class Revision {
    private Revision() {}

    /**
     * What runs.
     *
     * @param modules the revision of the Rego modules; empty without any
     * @param digests of users' jars
     */
    record Code(String modules, List<String> digests) {
        Code {
            digests = List.copyOf(digests);
        }
    }

    static String of(
            Code code,
            Rules rules,
            List<Constraint> constraints,
            List<Exemption> exemptions,
            Profile profile) {
        Obj whole =
                Obj.builder(6)
                        .put("modules", code.modules())
                        .put("code", Array.ofList(code.digests().stream().map(Str::of).toList()))
                        .put(
                                "rules",
                                Array.ofList(rules.all().stream().map(Revision::rule).toList()))
                        .put(
                                "constraints",
                                RegoSet.ofAll(
                                        constraints.stream().map(Constraint::document).toList()))
                        .put(
                                "exemptions",
                                RegoSet.ofAll(
                                        exemptions.stream().map(Exemption::document).toList()))
                        .put("profile", profile.asValue())
                        .build();
        return "sha256:" + HexFormat.of().formatHex(sha256(JsonWriter.toJson(whole)));
    }

    /** Rego rules are in the modules' revision already; a Java rule counts by its class, and by its jar. */
    private static Array rule(Rules.Entry entry) {
        return Array.of(
                Str.of(entry.doc().id()),
                Array.ofList(
                        entry.parts().stream().map(p -> Str.of(p.getClass().getName())).toList()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
