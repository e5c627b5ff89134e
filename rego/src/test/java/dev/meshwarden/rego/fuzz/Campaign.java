package dev.meshwarden.rego.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Many inputs one after another, each made from its seed alone.
 *
 * <p>Threading: a worker reads the inputs; the caller watches how long it has been at one.
 */
final class Campaign {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path FOUND = Path.of("target", "fuzz");
    private static final int MOST_FAILURES = 20;

    private final Corpus corpus;
    private final long firstSeed;
    private final Duration time;
    private final Map<Target, Integer> counts = new EnumMap<>(Target.class);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private volatile Under under = new Under(0, Target.JSON, "", System.nanoTime());

    /** What is being read, since when. */
    private record Under(long seed, Target target, String text, long since) {}

    Campaign(Corpus corpus, long firstSeed, Duration time) {
        this.corpus = corpus;
        this.firstSeed = firstSeed;
        this.time = time;
    }

    void run() throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Files.createDirectories(FOUND);
        var worker = new Thread(() -> work(end), "fuzz");
        worker.setDaemon(true);
        worker.start();
        while (!worker.join(Duration.ofMillis(200))) {
            Under now = under;
            if (System.nanoTime() - now.since > PATIENCE.toNanos()) {
                var stack = new StringBuilder("does not end");
                for (StackTraceElement e : worker.getStackTrace()) {
                    stack.append("\n    at ").append(e);
                }
                failed(now, stack.toString());
                return;
            }
        }
    }

    private void work(long end) {
        for (long seed = firstSeed; System.nanoTime() - end < 0; seed++) {
            var random = new Random(seed);
            Target target = Target.of(random);
            String text = target.text(corpus, random);
            under = new Under(seed, target, text, System.nanoTime());
            try {
                target.read(text, random);
            } catch (Throwable e) { // all of them: that none comes is the claim
                var trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                failed(under, trace.toString());
                if (failures.size() >= MOST_FAILURES) {
                    return;
                }
            }
            counts.merge(target, 1, Integer::sum);
        }
    }

    private void failed(Under what, String why) {
        Path file = FOUND.resolve(what.target + "-" + what.seed + ".txt");
        try {
            Files.writeString(file, what.text);
        } catch (IOException e) {
            System.err.println("fuzz: the input could not be kept: " + e);
        }
        String first = why.lines().limit(12).reduce("", (a, b) -> a + "\n  " + b);
        failures.add("%s, seed %d, input in %s:%s".formatted(what.target, what.seed, file, first));
        System.err.println("fuzz: FAILED " + failures.getLast());
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int inputs() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    String summary() {
        return "%d inputs %s, %d failures".formatted(inputs(), counts, failures.size());
    }
}
