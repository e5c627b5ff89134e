package dev.meshwarden.rego.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One compiled policy is shared by all threads. */
class ManyThreadsTest {
    private static final String MODULE =
            """
            package test

            deny contains sprintf("%s on %d", [c.name, p]) if {
                some c in input.containers
                some p in c.ports
                not allowed[p]
                regex.match("^c[0-9]+$", c.name)
            }

            allowed[p] := true if some p in [80, 443, input.extra]

            mocked := n if { n := count(deny) with input.extra as 8080 }

            p := {"deny": deny, "mocked": mocked, "allowed": allowed[80]}
            """;

    @Test
    void twoHundredAndFiftySixThreadsGetTheAnswersOfOne() throws Exception {
        Answers policy = Answers.of(MODULE);
        PreparedQuery query = policy.query("data.test.p");
        List<String> alone = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            alone.add(answer(query, policy, i));
        }
        var start = new CyclicBarrier(256);
        List<Future<List<String>>> running = new ArrayList<>();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < 256; i++) {
                int seed = i;
                running.add(
                        threads.submit(() -> {
                            start.await();
                            List<String> answers = new ArrayList<>();
                            for (int turn = 0; turn < 20; turn++) {
                                answers.add(answer(query, policy, (seed + turn) % 256));
                            }
                            return answers;
                        }));
            }
        }
        for (int i = 0; i < 256; i++) {
            List<String> answers = get(running.get(i));
            for (int turn = 0; turn < 20; turn++) {
                assertThat(answers.get(turn)).isEqualTo(alone.get((i + turn) % 256));
            }
        }
    }

    private static List<String> get(Future<List<String>> answers)
            throws ExecutionException, InterruptedException {
        return answers.get();
    }

    private static String answer(PreparedQuery query, Answers policy, int seed) {
        String input =
                "{\"extra\": %d, \"containers\": [{\"name\": \"c%d\", \"ports\": [80, %d, 8080]}]}"
                        .formatted(seed, seed, seed + 1);
        return query.evaluate(policy.input(input).evaluation()).toString();
    }
}
