package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.webhook.admission.EntryTable;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class WantedEntriesTest {
    private static final Set<Operation> WRITES = Set.of(Operation.CREATE, Operation.UPDATE);
    private static final Set<Operation> EVERY =
            Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE, Operation.CONNECT);

    @Test
    void kindsOutsideEveryRowAreNeverRegistered() {
        var policies =
                Policies.with(
                        "|Pod|CREATE", "|Secret|CREATE", "rbac.authorization.k8s.io|*|CREATE");

        assertThat(WantedEntries.of(policies, true))
                .flatExtracting(WantedEntry::calledFor)
                .flatExtracting(CalledFor::resources)
                .doesNotContain("pods", "secrets", "clusterroles");
        assertThat(WantedEntries.of(policies, true))
                .flatExtracting(WantedEntry::calledFor)
                .extracting(CalledFor::group)
                .doesNotContain("rbac.authorization.k8s.io");
    }

    @Test
    void operationsAreThoseOfThePoliciesCutToTheRow() {
        assertThat(calledFor("security", doc(EVERY, "security.istio.io", "PeerAuthentication")))
                .containsExactly(
                        new CalledFor(
                                "security.istio.io",
                                Set.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE),
                                List.of("peerauthentications")));
    }

    @Test
    void kindsWithOtherOperationsHaveARuleOfTheirOwn() {
        assertThat(
                        calledFor(
                                "security",
                                doc(WRITES, "security.istio.io", "*"),
                                doc(
                                        Set.of(Operation.DELETE),
                                        "security.istio.io",
                                        "PeerAuthentication"),
                                doc(WRITES, "security.istio.io", "AuthorizationPolicy")))
                .containsExactlyInAnyOrder(
                        new CalledFor("security.istio.io", WRITES, List.of("*")),
                        new CalledFor(
                                "security.istio.io",
                                Set.of(Operation.DELETE),
                                List.of("peerauthentications")));
    }

    @Test
    void aKindThatIsNotKnownYetWidensToTheWholeGroup() {
        assertThat(calledFor("security", doc(WRITES, "security.istio.io", "MeshShield")))
                .containsExactly(new CalledFor("security.istio.io", WRITES, List.of("*")));
    }

    @Test
    void envoyFiltersAreInOneEntryOnly() {
        RuleDoc filters = doc(WRITES, "networking.istio.io", "EnvoyFilter");

        assertThat(calledFor("traffic", filters)).isEmpty();
        assertThat(calledFor("security", filters))
                .containsExactly(
                        new CalledFor("networking.istio.io", WRITES, List.of("envoyfilters")));
    }

    @Test
    void aRuleThatIsOffNeedsNoEntry() {
        var off =
                Policies.builtIn(
                        "quiet",
                        new dev.meshwarden.rego.source.Source(
                                "profile.yaml",
                                """
                                apiVersion: policy.meshwarden.io/v1
                                kind: Profile
                                metadata: {name: quiet}
                                spec: {extends: baseline, rules: {MW-GOV-005: {action: off}}}
                                """));

        assertThat(WantedEntries.of(off, false))
                .extracting(entry -> entry.row().name())
                .doesNotContain("mesh-config");
        assertThat(WantedEntries.of(Policies.builtIn("baseline"), false))
                .extracting(entry -> entry.row().name())
                .contains("mesh-config");
    }

    @Test
    void namespacesAreGuardedByTheBuiltInPackInEverySubresourceThatTakesLabels() {
        assertThat(WantedEntries.of(Policies.builtIn("baseline"), false))
                .filteredOn(entry -> entry.row().name().equals("namespace-guard"))
                .flatExtracting(WantedEntry::calledFor)
                .containsExactly(
                        new CalledFor(
                                "",
                                WRITES,
                                List.of("namespaces", "namespaces/finalize", "namespaces/status")));
    }

    @Test
    void workloadsMustBeAskedFor() {
        var policies = Policies.builtIn("baseline");

        assertThat(WantedEntries.of(policies, false))
                .extracting(entry -> entry.row().name())
                .doesNotContain("workloads");
        assertThat(WantedEntries.of(policies, true))
                .extracting(entry -> entry.row().name())
                .contains("workloads");
    }

    private static List<CalledFor> calledFor(String row, RuleDoc... docs) {
        return WantedEntries.calledFor(EntryTable.find(row).orElseThrow(), List.of(docs));
    }

    private static RuleDoc doc(Set<Operation> operations, String group, String... kinds) {
        return RuleDoc.part(
                "X",
                List.of(new KindMatch(List.of(group), Stream.of(kinds).toList())),
                operations,
                List.of(),
                List.of());
    }
}
