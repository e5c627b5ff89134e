package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.pack.PolicySources;
import dev.meshwarden.rego.source.Source;

import java.util.List;
import java.util.stream.Stream;

/** Sets of policies for tests: the built-in pack, or nothing but what a test writes. */
final class Policies {
    private Policies() {}

    static Decider builtIn(String profile, Source... more) {
        return load(PolicySources.builtIn().plusFiles(List.of(more)).withProfile(profile));
    }

    /** The built-in pack and rules that match these, each written as {@code group|kind|operations}. */
    static Decider with(String... matches) {
        return builtIn("baseline", Stream.of(matches).map(Policies::rule).toArray(Source[]::new));
    }

    private static Source rule(String match) {
        String[] parts = match.split("\\|", -1);
        int number = Math.floorMod(match.hashCode(), 10_000);
        return new Source(
                "rule" + number + ".rego",
                """
                # METADATA
                # title: A rule
                # description: What it looks for.
                # custom:
                #   id: X-%1$d
                #   severity: low
                #   fix: None.
                #   match:
                #     kinds: [{apiGroups: ["%2$s"], kinds: ["%3$s"]}]
                #     operations: [%4$s]
                package x%1$d

                deny contains "no" if input.request.object.spec.never
                """
                        .formatted(number, parts[0], parts[1], parts[2]));
    }

    private static Decider load(PolicySources sources) {
        return switch (PolicySet.load(sources, System::nanoTime)) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies.decider();
            case PolicySet.Loading.Rejected(var diagnostics) ->
                    throw new AssertionError(diagnostics);
        };
    }
}
