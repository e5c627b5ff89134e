package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

class UnificationTest {
    private static Term term(String text) {
        return ((Parsed.Ok<Term>) Parser.term(new Source("", text))).value();
    }

    private static String bound(String left, String right, String... safe) {
        return String.join(
                " ",
                Vars.sorted(Unification.bound(Set.of(safe)::contains, term(left), term(right))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "x              @ 1                @ x",
                "x              @ [1, y]           @ ''",
                "[x, y]         @ [1, 2]           @ x y",
                "[x, y]         @ [y, 2]           @ x y",
                "[x, [y]]       @ [1]              @ ''",
                "{'a': x}       @ {'a': 1}         @ x",
                "{'a': x}       @ {'b': 1}         @ ''",
                "x              @ [z | z := 1]     @ x",
                "[x]            @ [z | z := 1]     @ x",
                "x              @ y                @ ''",
                "x              @ s.a              @ x",
                "[x, y]         @ s                @ x y",
                "x              @ unknown.a        @ ''",
                "[x, 1]         @ [y, y]           @ x y",
                "{x}            @ 1                @ ''",
            })
    void bindsWhatGetsAValue(String left, String right, String wanted) {
        assertThat(bound(left.replace('\'', '"'), right.replace('\'', '"'), "s")).isEqualTo(wanted);
        assertThat(bound(right.replace('\'', '"'), left.replace('\'', '"'), "s")).isEqualTo(wanted);
    }

    @Test
    void aVariableThatWaitedIsBoundOnceAllItWaitedForAre() {
        assertThat(bound("[x, y, z]", "[[y, z], 1, 2]")).isEqualTo("x y z");
    }
}
