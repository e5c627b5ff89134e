package dev.meshwarden.rego.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What OPA's evaluator does and OPA's own plans do not, and what no case of its suite asks. */
class SemanticsTest {
    @Test
    void aPartialRuleReadByAKnownKeyDoesNotSeeConflictsOfOtherKeys() {
        var answers =
                Answers.of(
                        """
                        package test

                        p[k] := v if some [k, v] in [["a", 1], ["a", 2], ["b", 3]]

                        q := p.b
                        """);
        assertThat(answers.ask("data.test.q")).isEqualTo("3");
        assertThat(answers.ask("data.test.p.a")).contains("object keys must be unique");
        assertThat(answers.ask("data.test.p")).contains("object keys must be unique");
    }

    @Test
    void aRuleWithVariablesMayReadItsSiblingUnderTheSamePrefix() {
        var answers =
                Answers.of(
                        """
                        package test

                        p.a := 1

                        p[x] := y if {
                            some x in ["b", "c"]
                            y := 2
                        }
                        """);
        assertThat(answers.ask("data.test.p")).isEqualTo("{\"a\": 1, \"b\": 2, \"c\": 2}");
        assertThat(answers.ask("data.test.p.c")).isEqualTo("2");
        assertThat(answers.ask("data.test.p.d")).isEqualTo("undefined");
    }

    @Test
    void rulesThatAgreeStopAtTheFirstThatHoldsAlsoInsideALoop() {
        var answers =
                Answers.of(
                        """
                        package test

                        p if {
                            some i in [1, 2]
                            g(i)
                        }

                        g(1)

                        g(2) := 3

                        g(x) := 4 if x == 2
                        """);
        assertThat(answers.ask("data.test.p")).isEqualTo("true");
    }

    @Test
    void definitionsThatDisagreeAreAConflictAtTheSecond() {
        var answers =
                Answers.of(
                        """
                        package test

                        p := 1 if input.a

                        p := 2 if input.b

                        f(x) := x

                        f(x) := 7 if x > 5

                        q := f(6)
                        """);
        assertThat(answers.input("{\"a\": true, \"b\": true}").ask("data.test.p"))
                .isEqualTo(
                        "test.rego:5:1: eval_conflict_error: rule data.test.p produced conflicting"
                                + " values");
        assertThat(answers.input("{\"b\": true}").ask("data.test.p")).isEqualTo("2");
        assertThat(answers.ask("data.test.q"))
                .isEqualTo(
                        "test.rego:9:1: eval_conflict_error: function data.test.f produced"
                                + " conflicting values for the same inputs");
    }

    @Test
    void elseIsNotTriedBehindABranchThatHeld() {
        var answers =
                Answers.of(
                        """
                        package test

                        p := x if {
                            some x in input.xs
                        } else := "none"
                        """);
        assertThat(answers.input("{\"xs\": [1]}").ask("data.test.p")).isEqualTo("1");
        assertThat(answers.input("{\"xs\": []}").ask("data.test.p")).isEqualTo("\"none\"");
        assertThat(answers.input("{\"xs\": [1, 2]}").ask("data.test.p"))
                .contains("produced conflicting values");
    }

    @Test
    void theModifiersOfAnExpressionEndWithIt() {
        var answers =
                Answers.of(
                        """
                        package test

                        p := [[x, input.n] |
                            some x in data.test.q with input.ns as [1, 2] with data.base as {"k": "v"}
                        ]

                        q contains [n, data.base] if some n in input.ns
                        """);
        assertThat(answers.input("{\"n\": 0}").data("{\"base\": {\"o\": 1}}").ask("data.test.p"))
                .isEqualTo("[[[1, {\"k\": \"v\"}], 0], [[2, {\"k\": \"v\"}], 0]]");
    }

    @Test
    void aFunctionStandsInForAnotherAndReachesTheRealOne() {
        var answers =
                Answers.of(
                        """
                        package test

                        f(x) := x + 1

                        g(x) := f(x) * 10

                        h(x) := f(x)

                        p := x if x := h(1) with f as g

                        q := x if x := h(1) with f as input.v

                        r := x if x := count([1, 2]) with count as 5
                        """);
        assertThat(answers.ask("data.test.p")).isEqualTo("20");
        assertThat(answers.input("{\"v\": \"x\"}").ask("data.test.q")).isEqualTo("\"x\"");
        assertThat(answers.ask("data.test.r")).isEqualTo("5");
    }

    @Test
    void rulesAndBaseDocumentsMakeOneDocument() {
        var answers =
                Answers.of(
                        """
                        package a.b

                        p := 1

                        q if input.q
                        """);
        var withBase = answers.data("{\"a\": {\"b\": {\"x\": 2}, \"c\": 3}}");
        assertThat(withBase.ask("data.a")).isEqualTo("{\"b\": {\"p\": 1, \"x\": 2}, \"c\": 3}");
        assertThat(withBase.ask("[k | data.a.b[k]]")).isEqualTo("[\"x\", \"p\"]");
        assertThat(withBase.ask("{[x, y, v] | v := data.a[x][y]}"))
                .isEqualTo("{[\"b\", \"p\", 1], [\"b\", \"x\", 2]}");
        assertThat(answers.ask("data.a")).isEqualTo("{\"b\": {\"p\": 1}}");
        assertThat(answers.ask("data.a.c")).isEqualTo("undefined");
        assertThat(withBase.ask("data.a.b with data.a.b as 1")).isEqualTo("1");
    }

    @Test
    void aQueryOfOneExpressionShowsFalse() {
        var answers = Answers.of("package test\n\np := false");
        assertThat(answers.ask("data.test.p")).isEqualTo("false");
        assertThat(answers.ask("1 == 2")).isEqualTo("false");
        assertThat(answers.ask("data.test.p; true")).isEqualTo("undefined");
        assertThat(answers.ask("x := [false][_]; x")).isEqualTo("undefined");
    }

    @Test
    void anErrorOfABuiltinIsUndefinedAndCollected() {
        var answers = Answers.of("package test\n\np := 1 / input.n\n\nq if not p");
        Outcome outcome = answers.input("{\"n\": 0}").outcome("data.test.q");
        assertThat(outcome).isInstanceOf(Outcome.Defined.class);
        assertThat(outcome.builtinErrors())
                .singleElement()
                .hasToString("test.rego:3:6: eval_builtin_error: div: divide by zero");
        Outcome strict =
                answers.query("data.test.q")
                        .evaluate(answers.input("{\"n\": 0}").evaluation().withStrict(true));
        assertThat(strict).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void theAnswerOfABuiltinThatMayAnswerAnythingIsTheSameAllThrough() {
        var answers =
                Answers.of(
                        """
                        package test

                        p if rand.intn("a", 1000000) == q

                        q := rand.intn("a", 1000000)
                        """);
        assertThat(answers.ask("data.test.p")).isEqualTo("true");
        assertThat(answers.ask("{x | x := rand.intn(\"a\", 1000000)} == {data.test.q}"))
                .isEqualTo("true");
    }
}
