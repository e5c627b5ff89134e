package dev.meshwarden.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.RuleDoc.Clause;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class RulesTest {
    private static final KindMatch POD = new KindMatch(List.of(""), List.of("Pod"));
    private static final KindMatch SERVICE = new KindMatch(List.of(""), List.of("Service"));

    private record Fixed(RuleDoc doc) implements Rule {
        @Override
        public Answer answer(Question question) {
            return Answer.CLEAN;
        }
    }

    private static Rule whole(String id, Clause... clauses) {
        return new Fixed(
                new RuleDoc(
                        id,
                        "Title",
                        "looks for",
                        "fix",
                        Severity.HIGH,
                        EnforcementAction.DENY,
                        List.of(POD),
                        Set.of(Operation.CREATE),
                        List.of(clauses),
                        List.of(),
                        Obj.EMPTY,
                        "page"));
    }

    private static Rule part(String id, Clause... clauses) {
        return new Fixed(
                RuleDoc.part(
                        id,
                        List.of(POD, SERVICE),
                        Set.of(Operation.UPDATE),
                        List.of(clauses),
                        List.of(new Need.Mesh())));
    }

    private static Clause clause(String letter) {
        return new Clause(letter, EnforcementAction.WARN, List.of());
    }

    @Test
    void partsOfOneIdAreOneRuleWithOneDocument() {
        Rules.Collected all =
                Rules.collect(
                        List.of(whole("R-2", clause("a")), part("R-2", clause("b")), whole("R-1")));
        assertThat(all.clashes()).isEmpty();
        assertThat(all.rules().ids()).containsExactly("R-1", "R-2");
        RuleDoc doc = all.rules().find("R-2").orElseThrow().doc();
        assertThat(doc.title()).isEqualTo("Title");
        assertThat(doc.page()).isEqualTo("page");
        assertThat(doc.clauses()).extracting(Clause::letter).containsExactly("a", "b");
        assertThat(doc.kinds()).containsExactly(POD, SERVICE);
        assertThat(doc.operations()).containsOnly(Operation.CREATE, Operation.UPDATE);
        assertThat(doc.needs()).as("the other part can do without the mesh").isEmpty();
    }

    @Test
    void anIdThatIsDefinedTwiceClashes() {
        assertThat(Rules.collect(List.of(whole("R"), whole("R"))).clashes())
                .containsExactly(new Rules.Clash("R", "the rule is defined 2 times"));
    }

    @Test
    void aPartWithoutItsRuleClashes() {
        assertThat(Rules.collect(List.of(part("R"))).clashes())
                .containsExactly(new Rules.Clash("R", "no part of the rule has a title"));
    }

    @Test
    void aClauseBelongsToOnePart() {
        assertThat(
                        Rules.collect(List.of(whole("R", clause("a")), part("R", clause("a"))))
                                .clashes())
                .containsExactly(new Rules.Clash("R", "clause a is defined twice"));
    }
}
