package dev.meshwarden.rego.tester;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.PreparedQuery;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.runtime.Watcher;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class WatchingTest {
    private static final String MODULE =
            """
            package test

            default allow := false

            allow if {
            	input.user == "ann"
            	some role in input.roles
            	role == "ops"
            }

            other if input.x == 1

            n := count([role |
            	some role in input.roles
            	role != "q"
            ])

            noted if {
            	trace("on the way")
            	input.nothing
            }
            """;

    private final CompiledPolicy policy =
            ((Compilation.Compiled)
                            RegoCompiler.compile(
                                    List.of(new Source("m.rego", MODULE)), CompileOptions.STANDARD))
                    .policy();

    private void watch(String query, Watcher watcher) {
        PreparedQuery prepared =
                ((Preparation.Prepared) policy.prepareWatched(new Source("", query))).query();
        prepared.evaluate(
                Evaluation.of(
                        JsonReader.read("{\"user\": \"ann\", \"roles\": [\"dev\", \"ops\"]}"),
                        Instant.EPOCH),
                watcher);
    }

    @Test
    void coverageCountsTheLinesOfHeadsAndExpressionsThatWereReached() {
        var coverage = new Coverage();
        watch("data.test", coverage);
        Coverage.OfFile lines = requireNonNull(coverage.files(policy).get("m.rego"));
        assertThat(lines.covered()).containsExactly(5, 6, 7, 8, 11, 13, 14, 15, 19, 20);
        assertThat(lines.missed()).containsExactly(3, 18);
        assertThat(lines.percent()).isBetween(83.0, 84.0);
    }

    @Test
    void anExplanationOfFailuresShowsWhatDidNotHold() {
        var story = new Explanation(Explanation.Detail.FAILS);
        watch("data.test.other", story);
        assertThat(story.text())
                .isEqualTo(
                        """
                        data.test.other  undefined    m.rego:11:1
                          failed  input.x    m.rego:11:10
                        failed  data.test.other    :1:1
                        """);
    }

    @Test
    void anExplanationInFullCountsTheTurnsOfLoops() {
        var story = new Explanation(Explanation.Detail.FULL);
        watch("data.test.allow", story);
        assertThat(story.text())
                .contains("some    role == \"ops\"")
                .contains("held    input.user == \"ann\"");
    }

    @Test
    void anExplanationOfNotesShowsNotesAlone() {
        var story = new Explanation(Explanation.Detail.NOTES);
        watch("data.test.noted", story);
        assertThat(story.text())
                .isEqualTo(
                        """
                        data.test.noted  undefined    m.rego:18:1
                          note: on the way    m.rego:19:2
                        """);
    }
}
