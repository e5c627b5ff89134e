package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** {@code eval}, {@code test} and {@code bench}. */
class RegoCommandsTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("p.rego"),
                """
                package p

                import data.limits

                over contains n if {
                	some n in input.numbers
                	n > limits.most
                }
                """);
        Files.createDirectories(folder.resolve("limits"));
        Files.writeString(folder.resolve("limits/data.yaml"), "most: 2\n");
        Files.writeString(folder.resolve("input.json"), "{\"numbers\": [1, 2, 3, 4]}");
    }

    @Test
    void evalPrintsWhatOpaWould() throws Exception {
        Ran ran = run("eval", "-d", ".", "-i", "input.json", "data.p.over");

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out().replaceAll("\\s", ""))
                .isEqualTo(
                        "{\"result\":[{\"expressions\":[{\"location\":{\"col\":1,\"row\":1},"
                                + "\"text\":\"data.p.over\",\"value\":[3,4]}]}]}");
    }

    @Test
    void aBundleAnswersAsItsFolderDoes() throws Exception {
        Ran ran = run("eval", "-b", ".", "-i", "input.json", "-f", "values", "data.p.over");

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out().replaceAll("\\s", "")).isEqualTo("[[3,4]]");

        Files.writeString(folder.resolve(".manifest"), "{\"roots\": [\"limits\"]}");
        Ran refused = run("eval", "-b", ".", "data.p.over");

        assertThat(refused.exit()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains("manifest roots [limits] do not permit this package");
    }

    @Test
    void evalKnowsTheOtherFormats() throws Exception {
        assertThat(run("eval", "-f", "raw", "x := [1, \"a\"][_]").out()).isEqualTo("true\ntrue\n");
        assertThat(run("eval", "-f", "bindings", "x := 1").out()).isEqualTo("{\n  \"x\": 1\n}\n");
        assertThat(run("eval", "-f", "values", "1 + 1").out()).isEqualTo("[\n  2\n]\n");
        assertThat(run("eval", "-f", "pretty", "x := [1, 2][_]").out())
                .isEqualTo("┌───┐\n│ x │\n├───┤\n│ 1 │\n│ 2 │\n└───┘\n");
        assertThat(run("eval", "-f", "pretty", "[7][x]; y := \"b\"").out())
                .isEqualTo(
                        """
                        ┌────────┬───┬─────┐
                        │ [7][x] │ x │  y  │
                        ├────────┼───┼─────┤
                        │ 7      │ 0 │ "b" │
                        └────────┴───┴─────┘
                        """);
        assertThat(run("eval", "-f", "pretty", "1 > 2").out()).isEqualTo("false\n");
        assertThat(run("eval", "-f", "pretty", "1 == 2; x := 1").out()).isEqualTo("undefined\n");
    }

    @Test
    void evalExplainsWhatDidNotHoldAndReportsCoverage() throws Exception {
        Ran failed =
                run("eval", "-d", ".", "-i", "input.json", "--explain", "fails", "data.p.over[1]");
        assertThat(failed.err()).contains("data.p.over").contains("failed  ");

        Ran covered = run("eval", "-d", ".", "-i", "input.json", "--coverage", "data.p.over");
        assertThat(covered.out())
                .contains("\"coverage\": 100.00")
                .contains("\"covered_lines\": 3")
                .contains("\"result\"");
    }

    @Test
    void testReportsCoverageAndHoldsItToAThreshold() throws Exception {
        Files.writeString(
                folder.resolve("p_test.rego"),
                """
                package p_test

                import data.p

                test_none if count(p.over) == 0
                """);
        Ran ran = run("test", "--coverage", ".");
        assertThat(ran.out()).contains("p.rego  missed 5, 7").contains(" all");
        assertThat(run("test", "--threshold", "99", ".").exit()).isEqualTo(Exit.NO);
        assertThat(run("test", "--threshold", "10", ".").exit()).isEqualTo(Exit.OK);
    }

    @Test
    void evalFailsWhenAskedTo() throws Exception {
        assertThat(run("eval", "--fail", "input.x").exit()).isEqualTo(Exit.NO);
        assertThat(run("eval", "--fail-defined", "1").exit()).isEqualTo(Exit.NO);
        assertThat(run("eval", "1 / 0").out()).isEqualTo("{}\n");
        Ran strict = run("eval", "--strict-builtin-errors", "1 / 0");
        assertThat(strict.exit()).isEqualTo(Exit.USAGE);
        assertThat(strict.err()).contains("eval_builtin_error: div: divide by zero");
    }

    @Test
    void evalReportsAQueryThatDoesNotCompileWithItsPlace() throws Exception {
        Ran ran = run("eval", "x > 1");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("1:1: rego_unsafe_var_error: var x is unsafe");
        assertThat(ran.out()).contains("\"code\": \"rego_unsafe_var_error\"");
    }

    @Test
    void evalReadsItsInputFromTheStandardInput() throws Exception {
        Ran ran = Ran.in(folder, "{\"a\": 7}", List.of("eval", "-I", "-f", "raw", "input.a"));

        assertThat(ran.out()).isEqualTo("7\n");
    }

    @Test
    void testsPassFailAndAreSkippedAsByOpa() throws Exception {
        Files.writeString(
                folder.resolve("p_test.rego"),
                """
                package p_test

                test_good if true

                test_bad if {
                	print("seen", input)
                	1 == 2
                }

                todo_test_later if false

                test_cases[note] if {
                	some note, tc in {"one": 1, "two": 2}
                	tc == 1
                }

                test_twice := 1 if true

                test_twice := 2 if true
                """);

        Ran ran = run("test", ".");

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out().replaceAll(" \\([^)]*s\\)", ""))
                .isEqualTo(
                        """
                        p_test.rego:5:
                        data.p_test.test_bad: FAIL

                          seen <undefined>

                        p_test.rego:10:
                        data.p_test.todo_test_later: SKIPPED
                        p_test.rego:12:
                        data.p_test.test_cases: FAIL
                          two: FAIL
                        p_test.rego:17:
                        data.p_test.test_twice: FAIL
                        p_test.rego:19:
                        data.p_test.test_twice#01: FAIL
                        %s
                        PASS: 2/7
                        FAIL: 4/7
                        SKIPPED: 1/7
                        """
                                .formatted("-".repeat(80)));
    }

    @Test
    void oneTestIsChosenByItsName() throws Exception {
        Files.writeString(
                folder.resolve("p_test.rego"),
                "package p_test\n\ntest_a if true\n\ntest_b if false\n");

        assertThat(run("test", ".", "--run", "test_a$").exit()).isEqualTo(Exit.OK);
        assertThat(run("test", ".", "--run", "test_b$").exit()).isEqualTo(Exit.NO);
        assertThat(run("test", ".", "--run", "test_c$").err()).contains("no tests found");
    }

    @Test
    void aTestThatTakesTooLongIsAnError() throws Exception {
        Files.writeString(
                folder.resolve("p_test.rego"),
                "package p_test\n\n"
                        + "test_slow if count([x | some x in numbers.range(1, 3000); some y in"
                        + " numbers.range(1, 3000); x * y == -1]) == 0\n");

        Ran ran = run("test", ".", "--timeout", "50ms");

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out())
                .contains("data.p_test.test_slow: ERROR")
                .contains("not done in 50 ms")
                .contains("ERROR: 1/1");
    }

    @Test
    void verdictFixturesAreTestsToo() throws Exception {
        Ran ran = run("test", FixtureTree.fixture("mtls").toString());

        assertThat(ran.exit()).as(ran.out()).isEqualTo(Exit.OK);
        assertThat(ran.out()).contains("PASS: ");
    }

    @Test
    void junitIsWellFormed() throws Exception {
        Files.writeString(
                folder.resolve("p_test.rego"),
                "package p_test\n\ntest_a if true\n\ntest_b if false\n");

        assertThat(run("test", ".", "--format", "junit").out())
                .contains(
                        "<testsuite name=\"meshwarden\" tests=\"2\" failures=\"1\" errors=\"0\""
                                + " skipped=\"0\">")
                .contains("name=\"test_b\"")
                .contains("<failure message=\"not true\"/>");
    }

    @Test
    void benchPrintsALineWithNanosecondsAnEvaluation() throws Exception {
        Ran ran =
                run(
                        "bench",
                        "-d",
                        ".",
                        "-i",
                        "input.json",
                        "--warm",
                        "20ms",
                        "--measure",
                        "20ms",
                        "data.p.over");

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out()).containsPattern("(?m)^ns/op [0-9]+$");
    }

    @Test
    void aQueryMayStandInAPackageWithImports() throws Exception {
        assertThat(
                        run(
                                        "eval",
                                        "-d",
                                        ".",
                                        "-i",
                                        "input.json",
                                        "-f",
                                        "raw",
                                        "--package",
                                        "p",
                                        "--import",
                                        "data.limits as l",
                                        "count(over) * l.most")
                                .out())
                .isEqualTo("4\n");
        Ran wrong = run("eval", "--package", "a-b", "1");
        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains("1:10: rego_parse_error: unexpected minus token");
    }

    @Test
    void aBundleMayMixVersionsOfRego() throws Exception {
        Files.createDirectories(folder.resolve("b/old"));
        Files.writeString(folder.resolve("b/old/o.rego"), "package o\n\nx { data.n.y }\n");
        Files.writeString(folder.resolve("b/n.rego"), "package n\n\ny if true\n");
        String manifest = "{\"rego_version\": 1, \"file_rego_versions\": {\"/old/*\": 0}}";
        Files.writeString(folder.resolve("b/.manifest"), manifest);

        assertThat(run("eval", "-b", "b", "-f", "raw", "data.o.x").out()).isEqualTo("true\n");
        Files.writeString(folder.resolve("b/.manifest"), "{\"rego_version\": 1}");
        assertThat(run("eval", "-b", "b", "data.o.x").err())
                .contains("b/old/o.rego:3:1: rego_parse_error");
    }

    @Test
    void onlyListedHostsAreAskedAndWithoutAnyAskingIsAnError() throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("41".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        try {
            Files.writeString(
                    folder.resolve("ask.rego"),
                    """
                    package ask

                    reply := http.send({"method": "GET", "url": "http://127.0.0.1:%d/", "force_json_decode": true}).body

                    test_reply if reply == 41
                    """
                            .formatted(server.getAddress().getPort()));

            assertThat(
                            run(
                                            "eval",
                                            "-d",
                                            ".",
                                            "--allow-net",
                                            "127.0.0.1",
                                            "-f",
                                            "raw",
                                            "data.ask.reply")
                                    .out())
                    .isEqualTo("41\n");
            assertThat(run("test", "ask.rego", "--allow-net", "127.0.0.1").exit())
                    .isEqualTo(Exit.OK);
            Ran other =
                    run(
                            "eval",
                            "-d",
                            ".",
                            "--allow-net",
                            "example.com",
                            "--strict-builtin-errors",
                            "data.ask.reply");
            assertThat(other.err())
                    .contains("eval_builtin_error: http.send: disallowed host: 127.0.0.1");
            Ran none = run("eval", "-d", ".", "data.ask.reply");
            assertThat(none.exit()).isEqualTo(Exit.USAGE);
            assertThat(none.err()).contains("ask.rego:3:10: rego_type_error").contains("http.send");
            assertThat(run("test", "ask.rego").err()).contains("http.send");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void watchedTestsRunAgainWhenAFileChanges() throws Exception {
        Path test = folder.resolve("w_test.rego");
        Files.writeString(test, "package w_test\n\ntest_w if false\n");
        var printed = new LinkedBlockingQueue<String>();
        var exit = new CompletableFuture<Exit>();
        Thread watching =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                exit.complete(
                                        Ran.printing(
                                                folder,
                                                printed::add,
                                                List.of("test", "--watch", "w_test.rego")));
                            } catch (InterruptedException e) {
                                exit.completeExceptionally(e);
                            }
                        });
        await(printed, "FAIL: 1/1");
        await(printed, "Watching for changes ...");

        Files.writeString(test, "package w_test\n\ntest_w if true # now\n");
        await(printed, "PASS: 1/1");
        await(printed, "Watching for changes ...");

        Files.writeString(test, "package w_test\n\ntest_w if {\n");
        await(printed, "rego_parse_error");
        watching.interrupt();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(Exit.OK);
    }

    private static void await(BlockingQueue<String> printed, String wanted)
            throws InterruptedException {
        for (String line = ""; !line.contains(wanted); ) {
            line = printed.poll(20, TimeUnit.SECONDS);
            assertThat(line).as("a line with " + wanted).isNotNull();
        }
    }

    private Ran run(String... words) throws InterruptedException {
        return Ran.in(folder, "", List.of(words));
    }
}
