package dev.meshwarden.policy.regorule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rego rules on the real engine. */
class RegoRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final String HEAD =
            """
            # METADATA
            # title: Everything has an owner
            # description: An object without an owner.
            # custom:
            #   id: T-1
            #   severity: low
            #   fix: Add an owner.
            #   clauses:
            #     a: {action: deny}
            #     b: {action: warn, needs: [mesh]}
            package test.owner

            """;

    @Test
    void metadataBecomesTheRulesDocument() {
        RuleDoc doc =
                only("""
                # METADATA
                # title: Everything has an owner
                # description: An object without an owner.
                # custom:
                #   id: T-1
                #   severity: critical
                #   fix: Add an owner.
                #   needs: [user, {setting: owners}]
                #   match: {kinds: [{apiGroups: [apps], kinds: [Deployment]}], operations: [DELETE]}
                #   parameters: {label: owner}
                #   clauses:
                #     a: {action: deny}
                #     b: {action: warn, needs: [mesh]}
                package test.owner

                warn contains "x" if input.x
                """)
                        .doc();
        assertThat(doc)
                .isEqualTo(
                        new RuleDoc(
                                "T-1",
                                "Everything has an owner",
                                "An object without an owner.",
                                "Add an owner.",
                                Severity.CRITICAL,
                                EnforcementAction.WARN,
                                List.of(
                                        new RuleDoc.KindMatch(
                                                List.of("apps"), List.of("Deployment"))),
                                Set.of(Operation.DELETE),
                                List.of(
                                        new RuleDoc.Clause("a", EnforcementAction.DENY, List.of()),
                                        new RuleDoc.Clause(
                                                "b",
                                                EnforcementAction.WARN,
                                                List.of(new RuleDoc.Need.Mesh()))),
                                List.of(
                                        new RuleDoc.Need.User(),
                                        new RuleDoc.Need.Setting("owners")),
                                (Obj) JsonReader.read("{\"label\":\"owner\"}"),
                                "# the page"));
    }

    @Test
    void aPackageWithoutIdIsALibrary() {
        assertThat(rules("package lib\n\ndeny contains \"x\"\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: T-1, severity: urgent|`severity` must be one of low, medium, high, critical",
                "id: T-1, needs: [cluster]|`needs[0]` must be `mesh`, `user` or a setting",
                "id: T-1, needs: [{mesh: [Service]}]|`needs[0]` must be `mesh`, `user` or a"
                        + " setting",
                "id: T-1, clauses: {A: {action: deny}}|`A` must be one small letter",
                "id: T-1, clauses: {a: {}}|`action` is missing",
                "id: T-1, operations: [CREATE]|unknown key `operations`",
                "id: a/b|`id` must be letters, digits, `-`, `.` and `_`",
                "id: 1|`id` must be a string, not a number",
            })
    void metadataThatSaysSomethingElseIsRefused(String custom, String message) {
        List<Diagnostic> why =
                rejected(
                        "# METADATA\n# title: T\n# custom: {"
                                + custom
                                + "}\npackage t\n\ndeny contains \"x\"\n");
        assertThat(why).extracting(Diagnostic::message).contains(message);
        assertThat(why.getFirst().at().file()).isEqualTo("t.rego");
        assertThat(why.getFirst().at().row()).isPositive();
    }

    @Test
    void aRuleWithoutAnythingToAskIsRefused() {
        assertThat(rejected("# METADATA\n# title: T\n# custom: {id: T-1}\npackage t\n\nx := 1\n"))
                .extracting(Diagnostic::message)
                .containsExactly("`id` names a rule without `deny`, `warn`, `audit` or `patch`");
    }

    @Test
    void modulesThatDoNotCompileAreRefusedAsAWhole() {
        assertThat(rejected(HEAD + "deny contains x if input.y == z\n")).isNotEmpty();
    }

    @Test
    void headsBecomeViolationsWithTheRulesOwnAction() {
        Answer.Checked answer =
                checked(
                        HEAD
                                + """
                                deny contains {"msg": "no owner", "path": "/metadata/labels", "clause": "a", "details": {"n": 1}}
                                warn contains {"msg": "odd owner", "path": ["metadata", "labels", "a/b", 0], "clause": "b", "fix": "Ask."}
                                audit contains {"msg": "noted"}
                                deny contains "in short"
                                """);
        assertThat(answer.violations())
                .containsExactlyInAnyOrder(
                        new Violation(
                                "T-1",
                                "a",
                                Severity.LOW,
                                EnforcementAction.DENY,
                                "no owner",
                                "Add an owner.",
                                "/metadata/labels",
                                (Obj) JsonReader.read("{\"n\":1}")),
                        new Violation(
                                "T-1",
                                "b",
                                Severity.LOW,
                                EnforcementAction.WARN,
                                "odd owner",
                                "Ask.",
                                "/metadata/labels/a~1b/0",
                                Obj.EMPTY),
                        new Violation(
                                "T-1",
                                "",
                                Severity.LOW,
                                EnforcementAction.AUDIT,
                                "noted",
                                "Add an owner.",
                                "",
                                Obj.EMPTY),
                        new Violation(
                                "T-1",
                                "",
                                Severity.LOW,
                                EnforcementAction.DENY,
                                "in short",
                                "Add an owner.",
                                "",
                                Obj.EMPTY));
    }

    @Test
    void whatALookupNeedsOfTheMeshIsTakenFromTheMetadata() {
        Answer.Checked answer =
                checked(
                        HEAD.replace(
                                        "needs: [mesh]",
                                        "needs: [{mesh: [/Service,"
                                                + " security.istio.io/PeerAuthentication]}]")
                                + """
                                deny contains "x" if false
                                unchecked contains {"clause": "b", "needs": "mesh"}
                                unchecked contains {"clause": "a", "needs": {"mesh": ["/Pod"]}}
                                """);
        assertThat(answer.open())
                .containsExactlyInAnyOrder(
                        new Answer.OpenClause("a", new Unchecked.NeedsMesh(List.of("/Pod"))),
                        new Answer.OpenClause(
                                "b",
                                new Unchecked.NeedsMesh(
                                        List.of(
                                                "/Service",
                                                "security.istio.io/PeerAuthentication"))));
    }

    @Test
    void patchesAndOpenClausesAreRead() {
        Answer.Checked answer =
                checked(
                        HEAD
                                + """
                                deny contains "x" if false
                                patch contains {"id": "T-1/owner", "ops": [
                                    {"op": "test", "path": "/spec", "value": {}},
                                    {"op": "move", "from": "/spec/a", "path": "/spec/b"},
                                ]}
                                unchecked contains {"clause": "a", "needs": {"setting": "owners"}}
                                unchecked contains {"clause": "b", "needs": "user"}
                                """);
        assertThat(answer.patches())
                .containsExactly(
                        new Patch(
                                "T-1/owner",
                                List.of(
                                        new Patch.Op("test", "/spec", "", Obj.EMPTY),
                                        new Patch.Op("move", "/spec/b", "/spec/a", null))));
        assertThat(answer.open())
                .containsExactlyInAnyOrder(
                        new Answer.OpenClause("a", new Unchecked.NeedsSetting("owners")),
                        new Answer.OpenClause("b", new Unchecked.NeedsUser()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deny contains 1|`deny` holds a number, not an object with `msg`",
                "audit contains \"x\"|`audit` holds a string, not an object with `msg`",
                "deny contains {\"message\": \"x\"}|`deny` holds an object without a string `msg`",
                "deny contains {\"msg\": \"x\", \"path\": \"spec\"}|`deny` holds a `path` that is"
                        + " no JSON pointer",
                "deny contains {\"msg\": \"x\", \"clause\": \"c\"}|`deny` names clause `c`, which"
                        + " the metadata lacks",
                "deny := true|`deny` is no set: write `deny contains ... if`",
                "deny := true if false|a head has no value: write `deny contains ... if`",
                "patch contains {\"id\": \"x\"}|`patch` holds something without `id` and a list"
                        + " `ops`",
                "unchecked contains {\"needs\": \"luck\"}|`unchecked` holds something whose `needs`"
                        + " is no need",
            })
    void aRuleThatSaysItWrongIsBrokenNotClean(String head, String reason) {
        String body = head.startsWith("unchecked") ? head + "\n\ndeny contains \"x\"" : head;
        assertThat(ask(only(HEAD + body + "\n"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Answer.NotChecked.class,
                        a ->
                                assertThat(a.reason())
                                        .isInstanceOfSatisfying(
                                                Unchecked.Failed.class,
                                                f ->
                                                        assertThat(f.diagnostic().message())
                                                                .isEqualTo("T-1: " + reason)));
    }

    @Test
    void policiesSeeRequestPhaseParametersTimeSettingsAndMesh() {
        String module =
                HEAD
                        + """
                        deny contains {"msg": "seen", "details": {
                            "name": input.request.object.metadata.name,
                            "phase": input.phase,
                            "label": input.parameters.label,
                            "now": input.now,
                            "root": data.mesh.settings.rootNamespace,
                            "pods": data.mesh.objects["/Pod"]["pay/x"].kind,
                        }}
                        """;
        var mesh = Optional.of(MeshView.of(List.of(pod())));
        Answer.Checked seen = (Answer.Checked) ask(only(module), mesh);
        assertThat(seen.violations().getFirst().details())
                .isEqualTo(
                        JsonReader.read(
                                "{\"name\":\"x\",\"phase\":\"offline\",\"label\":\"owner\","
                                    + "\"now\":\"2026-11-24T12:00:00Z\",\"root\":\"istio-system\",\"pods\":\"Pod\"}"));
        Answer.Checked blind = (Answer.Checked) ask(only(module), Optional.empty());
        assertThat(blind.violations())
                .as("data.mesh.objects is undefined without context")
                .isEmpty();
    }

    @Test
    void aBuiltinsErrorBreaksTheRuleAndKeepsWhatWasFound() {
        Answer.Checked answer =
                checked(
                        HEAD
                                + """
                                deny contains "found"
                                deny contains "hidden" if 1 / input.parameters.zero > 1
                                """);
        assertThat(answer.violations()).extracting(Violation::message).containsExactly("found");
        assertThat(answer.open())
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.clause()).isEmpty();
                    assertThat(o.reason()).isInstanceOf(Unchecked.Failed.class);
                });
    }

    @Test
    void aConflictBreaksTheRule() {
        Answer answer =
                ask(
                        only(
                                HEAD
                                        + """
                                        v := 1 if input.request
                                        v := 2 if input.phase
                                        deny contains "x" if v == 1
                                        """),
                        Optional.empty());
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NotChecked.class,
                        a -> assertThat(a.reason()).isInstanceOf(Unchecked.Failed.class));
    }

    @Test
    void aRuleThatRunsOutOfTimeIsHalted() {
        Rule endless =
                only(
                        HEAD
                                + """
                                n := [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
                                deny contains "x" if {
                                    some a in n; some b in n; some c in n; some d in n; some e in n
                                    some f in n; some g in n; some h in n; some i in n; some j in n
                                    a + b + c + d + e + f + g + h + i + j == 0
                                }
                                """);
        var question = question(Optional.empty(), Duration.ofMillis(50));
        assertThat(endless.answer(question))
                .isInstanceOfSatisfying(
                        Answer.NotChecked.class,
                        a -> assertThat(a.reason().text()).isEqualTo("halted:deadline"));
    }

    private static Answer.Checked checked(String module) {
        return (Answer.Checked) ask(only(module), Optional.empty());
    }

    private static Answer ask(Rule rule, Optional<MeshView> mesh) {
        return rule.answer(question(mesh, Duration.ofSeconds(10)));
    }

    private static Question question(Optional<MeshView> mesh, Duration time) {
        Review review =
                Reviews.ofManifest(
                        pod(), Operation.CREATE, Optional.empty(), Optional.empty(), NOW);
        return new Question(
                review,
                (Obj) JsonReader.read("{\"label\":\"owner\",\"zero\":0}"),
                (Obj) JsonReader.read("{\"rootNamespace\":\"istio-system\"}"),
                mesh,
                time);
    }

    private static Obj pod() {
        return (Obj)
                YamlReader.manifests(
                                "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: pay}}")
                        .getFirst()
                        .value();
    }

    private static Rule only(String module) {
        List<Rule> rules = rules(module);
        assertThat(rules).hasSize(1);
        return rules.getFirst();
    }

    private static List<Rule> rules(String module) {
        return switch (load(module)) {
            case RegoRules.Loading.Loaded(var rules, _) -> rules;
            case RegoRules.Loading.Rejected(var why) -> throw new AssertionError(why);
        };
    }

    private static List<Diagnostic> rejected(String module) {
        return switch (load(module)) {
            case RegoRules.Loading.Loaded _ -> throw new AssertionError("it was accepted");
            case RegoRules.Loading.Rejected(var why) -> why;
        };
    }

    private static RegoRules.Loading load(String module) {
        return RegoRules.of(List.of(new Source("t.rego", module)), Map.of("t", "# the page"));
    }
}
