package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class QueryCompilerTest {
    private static final CompiledModules MODULES =
            Compiling.good("package test\n\np := input.a\n\nf(x) := x + 1\n");

    private static QueryCompilation compile(String query, @Nullable Ref within) {
        Parsed<Body> parsed = Parser.query(new Source("<query>", query), ParseOptions.STANDARD);
        return QueryCompiler.compile(
                ((Parsed.Ok<Body>) parsed).value(), MODULES, within, List.of());
    }

    private static CompiledQuery good(String query) {
        return ((QueryCompilation.Compiled) compile(query, null)).query();
    }

    private static String faults(String query) {
        return Compiling.lines(((QueryCompilation.Rejected) compile(query, null)).diagnostics());
    }

    @Test
    void localsOfQueriesAreToldApartFromThoseOfModulesAndLeadBack() {
        CompiledQuery query = good("x := data.test.p; x == 1");

        assertThat(query.body().toString())
                .isEqualTo("__localq0__ = data.test.p; equal(__localq0__, 1)");
        assertThat(query.originalNames()).containsEntry("__localq0__", "x");
    }

    @Test
    void aComparisonStaysBecauseItsAnswerIsShown() {
        assertThat(good("input.a == 1").body().toString())
                .isEqualTo("__localq0__ = input.a; equal(__localq0__, 1)");
    }

    @Test
    void builtinsItCallsAreListed() {
        assertThat(good("count([1], x); data.test.f(1) with data.test.f as abs").builtins())
                .containsExactly("abs", "count");
    }

    @Test
    void withinAPackageItsRulesGoByTheirNames() {
        Ref within = MODULES.modules().getFirst().path();

        var compiled = (QueryCompilation.Compiled) compile("p == f(1)", within);

        assertThat(compiled.query().body().toString()).contains("data.test.p");
        assertThat(compiled.query().body().toString()).contains("data.test.f(1,");
    }

    @Test
    void outsideOfAPackageABareNameIsAVariable() {
        assertThat(faults("p == 1")).contains("rego_unsafe_var_error: var p is unsafe");
    }

    @Test
    void aForbiddenBuiltinIsRefused() {
        assertThat(faults("http.send({})"))
                .endsWith("unsafe built-in function calls in expression: http.send");
    }

    @Test
    void unknownFunctionsAreRefused() {
        assertThat(faults("data.test.g(1)")).endsWith("undefined function data.test.g");
    }
}
