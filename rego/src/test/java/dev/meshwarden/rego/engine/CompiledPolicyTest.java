package dev.meshwarden.rego.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.Test;

import java.util.List;

class CompiledPolicyTest {
    private static final Source A =
            new Source(
                    "a.rego",
                    """
                    # METADATA
                    # title: Ports
                    # description: Which ports may be open
                    # custom:
                    #   id: P-1
                    package ports

                    allow if count(input.ports) < 3

                    names.http := 80
                    """);
    private static final Source B = new Source("b.rego", "package ports\n\nextra := 1");

    private static CompiledPolicy compile(CompileOptions options, Source... modules) {
        return ((Compilation.Compiled) RegoCompiler.compile(List.of(modules), options)).policy();
    }

    @Test
    void packagesCarryTheirMetadataAndTheNamesOfTheirRules() {
        CompiledPolicy policy = compile(CompileOptions.STANDARD, B, A);
        assertThat(policy.packages())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.path()).isEqualTo("ports");
                    assertThat(p.title()).isEqualTo("Ports");
                    assertThat(p.description()).isEqualTo("Which ports may be open");
                    assertThat(p.custom().toString()).isEqualTo("{\"id\": \"P-1\"}");
                    assertThat(p.rules()).containsExactly("allow", "extra", "names");
                    assertThat(p.sources()).containsExactly("a.rego", "b.rego");
                });
        assertThat(policy.builtins()).contains("count", "lt");
    }

    @Test
    void theRevisionNamesSourcesDataAndNothingElse() {
        String revision = compile(CompileOptions.STANDARD, A, B).revision();
        assertThat(revision).matches("sha256:[0-9a-f]{64}");
        assertThat(compile(CompileOptions.STANDARD, B, A).revision()).isEqualTo(revision);
        assertThat(compile(CompileOptions.STANDARD.withOptimise(false), A, B).revision())
                .isEqualTo(revision);
        assertThat(compile(CompileOptions.STANDARD, A).revision()).isNotEqualTo(revision);
        assertThat(
                        compile(CompileOptions.STANDARD.withData(Obj.of("x", Num.of(1))), A, B)
                                .revision())
                .isNotEqualTo(revision);
    }

    @Test
    void thePolicysOwnDataWinsOverThatOfAnEvaluation() {
        var answers =
                Answers.of(
                        CompileOptions.STANDARD.withData(Obj.of("x", Obj.of("a", Num.of(1)))),
                        "package test");
        assertThat(answers.data("{\"x\": {\"a\": 2, \"b\": 3}}").ask("data.x"))
                .isEqualTo("{\"a\": 1, \"b\": 3}");
    }

    @Test
    void solutionsShowBindingsAndTheValueOfEachExpression() {
        var answers = Answers.of("package test\n\np := [1, 2]");
        var solutions =
                answers.query("x := data.test.p[_]; x > 1; y = x * 2")
                        .solutions(answers.evaluation());
        assertThat(solutions.found())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.bindings().toString()).isEqualTo("{\"x\": 2, \"y\": 4}");
                    assertThat(s.expressions())
                            .extracting(e -> e.text() + " is " + e.value())
                            .containsExactly(
                                    "x := data.test.p[_] is true",
                                    "x > 1 is true",
                                    "y = x * 2 is true");
                });
    }

    @Test
    void aFaultInAnyModuleRejectsAll() {
        var rejected =
                (Compilation.Rejected)
                        RegoCompiler.compile(
                                List.of(A, new Source("c.rego", "package c\n\np if q")),
                                CompileOptions.STANDARD);
        assertThat(rejected.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.line()).startsWith("c.rego:3:"));
    }
}
