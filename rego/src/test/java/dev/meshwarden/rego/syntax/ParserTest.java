package dev.meshwarden.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Str;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ParserTest {
    private static Module module(String text) {
        return module(text, RegoVersion.V1);
    }

    private static Module module(String text, RegoVersion version) {
        Parsed<Module> parsed =
                Parser.module(
                        new Source("m.rego", text), ParseOptions.STANDARD.withVersion(version));
        assertThat(parsed).isInstanceOf(Parsed.Ok.class);
        return ((Parsed.Ok<Module>) parsed).value();
    }

    private static List<String> faults(String text) {
        Parsed<Module> parsed = Parser.module(new Source("m.rego", text), ParseOptions.STANDARD);
        assertThat(parsed).isInstanceOf(Parsed.Failed.class);
        return ((Parsed.Failed<Module>) parsed)
                .diagnostics().stream().map(Diagnostic::line).toList();
    }

    private static Body query(String text) {
        Parsed<Body> parsed = Parser.query(new Source("<query>", text), ParseOptions.STANDARD);
        assertThat(parsed).isInstanceOf(Parsed.Ok.class);
        return ((Parsed.Ok<Body>) parsed).value();
    }

    @ParameterizedTest
    @CsvSource({
        "a + b * c - d, 'minus(plus(a, mul(b, c)), d)'",
        "a | b & c, 'or(a, and(b, c))'",
        "a == b | c, 'equal(a, or(b, c))'",
        "a in b == c, 'internal.member_2(a, equal(b, c))'",
        "a in b in c, 'internal.member_2(internal.member_2(a, b), c)'",
        "(a - b) - (c - d), 'minus(minus(a, b), minus(c, d))'",
        "-x.y, 'minus(0, x.y)'",
        "-1, -1",
    })
    void operatorsBindAsInOpa(String text, String tree) {
        assertThat(query(text)).hasToString(tree);
    }

    @Test
    void aBarInBracketsIsAComprehensionBeforeItIsAUnion() {
        assertThat(query("{x | y}").get(0).form())
                .isInstanceOfSatisfying(
                        Form.TermForm.class, f -> assertThat(f.term().kind()).contains("comp"));
        assertThat(query("{x | y, z}")).hasToString("{z, or(x, y)}");
    }

    @Test
    void everyWildcardIsAVariableOfItsOwn() {
        var call = (Form.CallForm) query("f(_, _)").get(0).form();
        assertThat(call.args().getFirst().same(call.args().getLast())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "(", "f(", "a[", "[x | x = ", "$\"{"})
    void hopelessNestingIsADiagnostic(String opening) {
        assertThat(faults("package deep\np := " + opening.repeat(10_000)))
                .first()
                .asString()
                .contains("max parsing recursion depth exceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + ", "a or ", "a and ", "a in ", "x.f(y)."})
    void hopelessChainsAreADiagnostic(String link) {
        assertThat(faults("package chain\nimport rego.v2\np if " + link.repeat(10_000) + "b"))
                .first()
                .asString()
                .contains("max parsing recursion depth exceeded");
    }

    @Test
    void everyFaultyStatementIsReportedUpToTen() {
        assertThat(faults("package p\n" + "q if {\n\tx y\n}\n".repeat(3)))
                .containsExactly(
                        "m.rego:3:4: rego_parse_error: unexpected identifier token: expected \\n"
                                + " or ; or }",
                        "m.rego:6:4: rego_parse_error: unexpected identifier token: expected \\n"
                                + " or ; or }",
                        "m.rego:9:4: rego_parse_error: unexpected identifier token: expected \\n"
                                + " or ; or }");
        assertThat(faults("package p\n" + "q if {\n\tx y\n}\n".repeat(30))).hasSize(10);
    }

    @Test
    void aModuleLongerThanTheLimitIsRefusedUnread() {
        String text = "package p\n# " + "é".repeat(600_000);
        assertThat(faults(text))
                .containsExactly(
                        "m.rego: rego_parse_error: text is longer than 1048576 bytes,"
                                + " the limit of module size");
        assertThat(module("package p\n# " + "x".repeat(600_000)).comments()).hasSize(1);
    }

    @Test
    void importsRaiseTheVersionThatAModuleIsHeldTo() {
        Module raised = module("package p\nimport rego.v1\nq if input.x", RegoVersion.V0);
        assertThat(raised.version()).isEqualTo(RegoVersion.V0);
        assertThat(raised.effective()).isEqualTo(RegoVersion.V1);
        assertThat(raised.checksAsV1()).isTrue();
        assertThat(module("package p\nq { input.x }", RegoVersion.V0).checksAsV1()).isFalse();
    }

    @Test
    void blocksOfMetadataGoToWhatStandsBelowThem() {
        Module m =
                module(
                        """
                        # METADATA
                        # title: A package
                        package a

                        # METADATA
                        # description: the document
                        # scope: document

                        # METADATA
                        # title: one rule
                        # custom: {severity: high}
                        p[x] := 1 if x := input.y

                        p.q := 2
                        """);
        assertThat(m.annotations()).hasSize(3);
        assertThat(m.annotations().getFirst().scope()).isEqualTo(Annotations.Scope.PACKAGE);
        assertThat(m.annotations().getFirst().path()).hasToString("data.a");
        assertThat(m.rules().getFirst().annotations())
                .extracting(Annotations::scope)
                .containsExactly(Annotations.Scope.DOCUMENT, Annotations.Scope.RULE);
        assertThat(m.rules().getFirst().annotations().getLast().custom().get("severity"))
                .isEqualTo(Str.of("high"));
        assertThat(m.rules().getLast().annotations()).isEmpty();
    }

    @Test
    void placesCountCodePointsAndSpanWhatWasWritten() {
        Module m = module("package p\n\nq := \"😀\" if {\n\tx := \"é😀\"; x == input.y\n}");
        assertThat(m.rules().getFirst().at()).hasToString("m.rego:3:1");
        assertThat(m.rules().getFirst().at().text()).startsWith("q :=").endsWith("}");
        assertThat(m.rules().getFirst().body().get(1).at()).hasToString("m.rego:4:13");
        assertThat(m.rules().getFirst().body().get(1).at().text()).isEqualTo("x == input.y");
    }

    @Test
    void aTermIsOneTermAndNothingElse() {
        assertThat(Parser.term(new Source("t", "{\"a\": [1, set()]}")))
                .isInstanceOfSatisfying(
                        Parsed.Ok.class,
                        ok -> assertThat((Term) ok.value()).hasToString("{\"a\": [1, set()]}"));
        assertThat(Parser.term(new Source("t", "1; 2"))).isInstanceOf(Parsed.Failed.class);
        assertThat(Parser.term(new Source("t", "not x"))).isInstanceOf(Parsed.Failed.class);
        assertThat(Parser.term(new Source("t", ""))).isInstanceOf(Parsed.Failed.class);
    }

    @Test
    void aQueryIsReadAsV1EvenBesideModulesOfV0() {
        assertThat(
                        Parser.query(
                                new Source("q", "every x in [1] { x > 0 }"),
                                ParseOptions.STANDARD.withVersion(RegoVersion.V0)))
                .isInstanceOf(Parsed.Ok.class);
        assertThat(query("x := 1\ny := 2").size()).isEqualTo(2);
    }
}
