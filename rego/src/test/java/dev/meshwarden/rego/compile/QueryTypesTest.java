package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries are checked against the types of the documents they read. */
class QueryTypesTest {
    private static final CompiledModules MODULES =
            Compiling.good(
                    """
                    package test

                    port := 80

                    twice := port * 2

                    names contains "a"

                    config := {"tls": {"mode": "STRICT"}}

                    f(x) := x + 1
                    """);

    private static QueryCompilation compile(String query) {
        Parsed<Body> parsed = Parser.query(new Source("", query), ParseOptions.STANDARD);
        return QueryCompiler.compile(((Parsed.Ok<Body>) parsed).value(), MODULES);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "count(1)|count: invalid argument(s)",
                "data.test.f(\"x\")|data.test.f: invalid argument(s)",
                "data.test.port = \"80\"|match error",
                "data.test.config.tls.port|undefined ref: data.test.config.tls.port",
                "x := data.test.names[1]|undefined ref: data.test.names[1]",
                "data.test.f|function data.test.f used as reference, not called",
            },
            delimiter = '|')
    void whatCanNeverHoldIsReported(String query, String message) {
        var rejected = (QueryCompilation.Rejected) compile(query);
        assertThat(rejected.diagnostics().getFirst().message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.test.f(data.test.twice)",
                "data.elsewhere.anything[_].x > 3",
                "some k, v in data.test.config; v.mode == k",
                "data.test.twice = \"a\" with data.test.port as \"a\"",
                "data.test[x]",
                "input.x.y[\"z\"] = [1, null]"
            })
    void whatMayHoldIsLetPass(String query) {
        assertThat(compile(query)).isInstanceOf(QueryCompilation.Compiled.class);
    }

    @Test
    void aQueryDoesNotChangeTheTypesForTheNext() {
        assertThat(compile("data.test.port = 81 with data.test.port as \"x\""))
                .isInstanceOf(QueryCompilation.Compiled.class);
        assertThat(compile("data.test.port = \"x\"")).isInstanceOf(QueryCompilation.Rejected.class);
    }
}
