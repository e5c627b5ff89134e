package dev.meshwarden.policy.library.serviceentry;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** MW-MULTI-002: what belongs to the mesh declared external, so that automatic mutual TLS never applies to it. */
public final class MeshDeclaredExternal implements Rule {
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-MULTI-002",
                            Severity.HIGH,
                            "Mesh-internal endpoints declared external",
                            "A ServiceEntry outside the mesh by its location whose hosts or"
                                    + " endpoints belong to the mesh.",
                            "Set location: MESH_INTERNAL, or write a DestinationRule with"
                                    + " ISTIO_MUTUAL.")
                    .kinds("networking.istio.io", "ServiceEntry")
                    .clause("a", EnforcementAction.DENY)
                    .clause("b", EnforcementAction.WARN)
                    .parameters(
                            Obj.builder(2)
                                    .put(
                                            "meshInternalSuffixes",
                                            Array.of(Str.of(".global"), Str.of(".mesh")))
                                    .put(
                                            "vipRanges",
                                            Array.of(Str.of("240.0.0.0/4"), Str.of("2001:2::/48")))
                                    .build())
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var external = new External(question);
        Subject subject = external.subject();
        boolean keepsIdentity =
                external.hosts().stream()
                        .anyMatch(h -> external.tlsModes(h.text(), "").contains("ISTIO_MUTUAL"));
        if (!external.isExternal() || keepsIdentity) {
            return Answer.CLEAN;
        }
        Optional<String> certain = certain(subject);
        Optional<String> likely = named(subject);
        boolean reserved = addressesAreVirtual(subject);
        String clause = certain.isPresent() || (likely.isPresent() && reserved) ? "a" : "b";
        Optional<String> evidence = certain.or(() -> likely);
        if (evidence.isEmpty()) {
            return Answer.CLEAN;
        }
        String hosts = String.join(", ", external.hosts().stream().map(Node::text).toList());
        String message =
                "ServiceEntry %s treats %s as external; mutual TLS is off for %s%s."
                        .formatted(
                                subject.fullName(), evidence.get(), hosts, external.withoutRules());
        Node location = subject.spec().field("location");
        return new Answer.Checked(
                List.of(Docs.violation(DOC, clause, message, location)), patch(subject), List.of());
    }

    /** What speaks for the mesh by itself. */
    private static Optional<String> certain(Subject subject) {
        Node spec = subject.spec();
        for (Node endpoint : spec.field("endpoints").items()) {
            if (endpoint.field("network").isPopulated()) {
                return Optional.of(
                        "endpoint %s of network %s"
                                .formatted(
                                        endpoint.field("address").text(),
                                        endpoint.field("network").text()));
            }
        }
        if (spec.field("workloadSelector").isPopulated()) {
            return Optional.of("workloads that it selects");
        }
        String clusterDomain = "." + subject.setting("clusterDomain", "cluster.local");
        return names(spec).stream().filter(n -> n.endsWith(clusterDomain)).findFirst();
    }

    /** A name that only mesh services have by custom. */
    private static Optional<String> named(Subject subject) {
        return names(subject.spec()).stream()
                .filter(n ->
                        subject.parameters("meshInternalSuffixes").stream().anyMatch(n::endsWith))
                .findFirst();
    }

    /** Hosts and addresses of endpoints, as DNS compares them. */
    private static List<String> names(Node spec) {
        List<String> names = new ArrayList<>();
        spec.field("hosts").items().forEach(h -> names.add(h.text().toLowerCase(Locale.ROOT)));
        spec.field("endpoints")
                .items()
                .forEach(e -> names.add(e.field("address").text().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static boolean addressesAreVirtual(Subject subject) {
        List<String> ranges = subject.parameters("vipRanges");
        List<Node> addresses = subject.spec().field("addresses").items();
        return !addresses.isEmpty()
                && addresses.stream()
                        .allMatch(a -> ranges.stream().anyMatch(r -> Cidr.contains(r, a.text())));
    }

    /** Only where no location was written. */
    private static List<Patch> patch(Subject subject) {
        if (subject.spec().field("location").value() != Null.NULL || !subject.spec().isObject()) {
            return List.of();
        }
        return List.of(
                new Patch(
                        DOC.id(),
                        List.of(
                                new Patch.Op("test", "/spec", "", subject.spec().value()),
                                new Patch.Op(
                                        "add", "/spec/location", "", Str.of("MESH_INTERNAL")))));
    }
}
