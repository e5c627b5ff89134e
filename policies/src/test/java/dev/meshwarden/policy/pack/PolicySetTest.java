package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.pack.PolicySet.Loading;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class PolicySetTest {
    private static final Source RULE =
            new Source(
                    "p/owner.rego",
                    """
                    # METADATA
                    # title: Pods have an owner
                    # custom:
                    #   id: T-1
                    #   severity: low
                    #   parameters: {label: owner}
                    #   clauses: {a: {action: deny}}
                    package test.owner

                    deny contains {"msg": "no owner", "path": "/metadata/labels", "clause": "a"} if {
                        not input.request.object.metadata.labels[input.parameters.label]
                    }
                    """);

    @Test
    void filesAreToldApartAndDecideTogether() {
        PolicySet policies =
                loaded(
                        RULE,
                        new Source("p/owner_test.rego", "this is left out"),
                        new Source("p/owner.md", "# Owners"),
                        new Source("p/README.txt", "so is this"),
                        object(
                                "Constraint",
                                "soft",
                                "{rule: T-1, enforcementAction: warn, match: {namespaces:"
                                        + " [lab]}}"));
        assertThat(policies.rules().find("T-1").orElseThrow().doc().page()).isEqualTo("# Owners");
        assertThat(decide(policies, "pay").verdict()).isEqualTo(Verdict.DENY);
        assertThat(decide(policies, "lab").verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void aSiteMayHaveSettingsOfItsOwn() {
        PolicySet policies =
                loaded(RULE, object("Profile", "site", "{settings: {escalationMailbox: a@b}}"));
        assertThat(policies.profiles().names()).contains("site");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Constraint|{rule: T-2}|no rule is named `T-2`|did you mean `T-1`?",
                "Constraint|{rule: T-1/a}|`T-1/a` names a clause, not a rule|set a clause's action"
                        + " in a Profile",
                "Constraint|{rule: T-1, parameters: {lable: x}}|rule T-1 has no parameter"
                        + " `lable`|did you mean `label`?",
                "Exemption|{rules: [T-1/b], owner: me, reason: x, until: 2027-01-01}|rule T-1 has"
                        + " no clause `b`|it has a",
                "Profile|{settings: {meshAdmin: [ops]}}|no built-in rule reads a setting"
                        + " `meshAdmin`|did you mean `meshAdmins`?",
                "Profile|{settings: {clusterCidrs: [10.0.0.0/8]}}|no built-in rule reads a setting"
                        + " `clusterCidrs`|did you mean `clusterCIDRs`?",
                "Profile|{rules: {T-9: {action: warn}}}|no rule is named `T-9`|did you mean `T-1`?",
                "Profile|{mutations: [T-7]}|no rule is named `T-7`|did you mean `T-1`?",
            })
    void whatIsNamedMustBeThere(String kind, String spec, String message, String hint) {
        List<Diagnostic> why = rejected(RULE, object(kind, "x", spec));
        assertThat(why).hasSize(1);
        assertThat(why.getFirst().message()).isEqualTo(message);
        assertThat(why.getFirst().hint()).isEqualTo(hint);
        assertThat(why.getFirst().at().file()).isEqualTo("x.yaml");
        assertThat(why.getFirst().at().row()).isPositive();
    }

    @Test
    void everyProblemOfEveryFileIsReportedAndNothingIsLoaded() {
        List<Diagnostic> why =
                rejected(
                        RULE,
                        new Source("broken.rego", "package broken\n\nx := \n"),
                        object("Constraint", "a", "{rule: T-1, enforcementAction: maybe}"),
                        object("Exemption", "b", "{rules: [T-1]}"),
                        new Source("c.yaml", "a: [1"));
        assertThat(why)
                .extracting(d -> d.at().file())
                .contains("broken.rego", "a.yaml", "b.yaml", "c.yaml");
    }

    @Test
    void aNameIsGivenOnce() {
        Source once = object("Constraint", "a", "{rule: T-1}");
        assertThat(rejected(RULE, once, new Source("again.yaml", once.text())))
                .extracting(Diagnostic::message)
                .containsExactly("the name `a` is given twice");
    }

    @Test
    void aKindOfOursThatIsNoneIsRefusedAndSomebodyElsesIsNoted() {
        assertThat(
                        rejected(
                                new Source(
                                        "x.yaml",
                                        "{apiVersion: policy.meshwarden.io/v1, kind: Constrain}")))
                .extracting(Diagnostic::message, Diagnostic::hint)
                .containsExactly(
                        tuple(
                                "`Constrain` is no kind of policy.meshwarden.io/v1",
                                "did you mean `Constraint`?"));
        Loading.Loaded loaded =
                (Loading.Loaded)
                        load(List.of(new Source("pod.yaml", "{apiVersion: v1, kind: Pod}")));
        assertThat(loaded.notes())
                .extracting(Diagnostic::message)
                .containsExactly("`Pod` of v1 is no policy: left out");
    }

    @Test
    void theRevisionNamesTheContentNotTheOrder() {
        Source one = object("Constraint", "one", "{rule: T-1, match: {namespaces: [a]}}");
        Source two = object("Constraint", "two", "{rule: T-1, match: {namespaces: [b]}}");
        String revision = loaded(RULE, one, two).policyRevision();
        assertThat(revision).matches("sha256:[0-9a-f]{64}");
        assertThat(loaded(RULE, two, one).policyRevision()).isEqualTo(revision);
        assertThat(loaded(RULE, one).policyRevision()).isNotEqualTo(revision);
        assertThat(
                        loaded(
                                        new Source(
                                                RULE.name(),
                                                RULE.text().replace("no owner", "none")),
                                        one,
                                        two)
                                .policyRevision())
                .isNotEqualTo(revision);
        assertThat(loadedUnder("strict", RULE, one, two).policyRevision()).isNotEqualTo(revision);
        assertThat(
                        loaded(
                                        RULE,
                                        one,
                                        two,
                                        object(
                                                "Exemption",
                                                "e",
                                                "{rules: [T-1], owner: me, reason: x, until:"
                                                        + " 2027-01-01}"))
                                .policyRevision())
                .isNotEqualTo(revision);
    }

    @Test
    void theRevisionChangesWithTheJarThatRulesCameFrom() {
        PolicySources sources = PolicySources.of(List.of(RULE));
        assertThat(revision(sources.withCode(List.of("sha256:1"))))
                .isNotEqualTo(revision(sources.withCode(List.of("sha256:2"))));
    }

    private static String revision(PolicySources sources) {
        return ((Loading.Loaded) PolicySet.load(sources, System::nanoTime))
                .policies()
                .policyRevision();
    }

    private static Decision decide(PolicySet policies, String namespace) {
        Obj pod =
                (Obj)
                        YamlReader.manifests(
                                        "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace:"
                                                + " "
                                                + namespace
                                                + "}}")
                                .getFirst()
                                .value();
        return policies.decide(
                Reviews.ofManifest(
                        pod, Operation.CREATE, Optional.empty(), Optional.empty(), Instant.EPOCH),
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    private static Source object(String kind, String name, String spec) {
        return new Source(
                name + ".yaml",
                "apiVersion: policy.meshwarden.io/v1\nkind: "
                        + kind
                        + "\nmetadata: {name: "
                        + name
                        + "}\nspec: "
                        + spec
                        + "\n");
    }

    private static PolicySet loaded(Source... files) {
        return loadedUnder("baseline", files);
    }

    private static PolicySet loadedUnder(String profile, Source... files) {
        return switch (PolicySet.load(
                PolicySources.of(List.of(files)).withProfile(profile), System::nanoTime)) {
            case Loading.Loaded(var policies, _) -> policies;
            case Loading.Rejected(var why) -> throw new AssertionError(why);
        };
    }

    private static List<Diagnostic> rejected(Source... files) {
        return switch (load(new ArrayList<>(List.of(files)))) {
            case Loading.Loaded _ -> throw new AssertionError("it was loaded");
            case Loading.Rejected(var why) -> why;
        };
    }

    private static Loading load(List<Source> files) {
        return PolicySet.load(PolicySources.of(files), System::nanoTime);
    }
}
