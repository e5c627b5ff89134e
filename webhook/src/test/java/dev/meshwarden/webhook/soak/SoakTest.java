package dev.meshwarden.webhook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Two replicas under load for some minutes, and one fault after the other done to one of them. The first is never ended, so that what
 * grows in it shows. Its length, its load and its choice of faults are properties; see profile {@code soak}.
 */
class SoakTest {
    private static final String WANTED = "meshwarden.soak";
    private static final Duration LENGTH =
            Duration.ofSeconds(Integer.getInteger("meshwarden.soak.seconds", 900));
    private static final int RATE = Integer.getInteger("meshwarden.soak.rate", 200);
    private static final Pattern FAULTS =
            Pattern.compile(System.getProperty("meshwarden.soak.faults", ""));
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final double UNDECIDED_OUTSIDE_FAULTS = 0.001;

    @TempDir Path folder;
    private final List<Trouble> troubles = new ArrayList<>();

    /**
     * A fault that happened.
     *
     * @param begun when
     * @param ended when nothing was done any more
     */
    private record Trouble(Fault fault, Replica replica, long begun, long ended) {
        boolean explains(Answers.Miss miss) {
            return fault.interrupts
                    && miss.ended() >= begun
                    && miss.begun() <= ended + RECOVERY.toNanos();
        }
    }

    @BeforeEach
    void isWanted() {
        if (System.getProperty(WANTED) == null) {
            System.out.println("soak: SKIPPED, profile soak is off");
            throw new TestAbortedException("profile soak is off");
        }
    }

    @SuppressWarnings("try") // the load ends before the replicas are judged
    @Test
    void F67_oneFaultAfterTheOtherCostsNoVerdictNoRecordAndNoMemory() throws Exception {
        long seed = Long.getLong("meshwarden.soak.seed", System.nanoTime());
        var random = new Random(seed);
        System.out.printf(
                "soak: seed %d, %d s, %d reviews a second%n", seed, LENGTH.toSeconds(), RATE);
        try (var steady = new Replica("steady", folder);
                var ended = new Replica("ended", folder);
                var load = new Load(List.of(steady, ended), RATE)) {
            long end = System.nanoTime() + LENGTH.toNanos();
            Fault.pause(LENGTH.dividedBy(16));
            load.atFullRate();
            Fault.pause(LENGTH.dividedBy(16));
            long warm = System.nanoTime();
            Footprint before = Footprint.of(steady);
            System.out.println("soak: warm: " + before);
            while (System.nanoTime() < end) {
                happen(random, random.nextBoolean() ? steady : ended);
            }
            Fault.pause(RECOVERY);
            Footprint after = Footprint.of(steady);
            System.out.println("soak: at the end: " + after);
            load.close();
            for (Replica replica : List.of(steady, ended)) {
                assertThat(replica.end("TERM")).as(replica.process().log()).isZero();
                judge(replica, warm);
            }
            assertThat(after.isFlatAgainst(before)).as(before + " became " + after).isTrue();
        }
    }

    private void happen(Random random, Replica replica) throws Exception {
        List<Fault> possible =
                Arrays.stream(Fault.values())
                        .filter(f -> replica.name.equals("ended") || !f.ends)
                        .filter(f -> FAULTS.matcher(f.name()).find())
                        .toList();
        Fault fault = possible.get(random.nextInt(possible.size()));
        long right = replica.answers.right();
        int missed = replica.answers.misses().size();
        long begun = System.nanoTime();
        try {
            fault.happen(replica, random);
        } catch (Exception | AssertionError e) {
            System.out.println("soak: " + fault + " broke " + replica.name + ", which says:");
            System.out.println(replica.process().log());
            throw e;
        }
        long ended = System.nanoTime();
        troubles.add(new Trouble(fault, replica, begun, ended));
        Fault.pause(CALM.plusMillis(random.nextInt(3_000)));
        List<Answers.Miss> misses = replica.answers.misses();
        long last = misses.stream().skip(missed).mapToLong(Answers.Miss::begun).max().orElse(ended);
        System.out.printf(
                "soak: %s at %s for %.1f s: %d right, %d undecided, the last %.1f s after its"
                        + " end%n",
                fault,
                replica.name,
                (ended - begun) / 1e9,
                replica.answers.right() - right,
                misses.size() - missed,
                Math.max(0, last - ended) / 1e9);
    }

    /**
     * @param warm from when on it must decide at once: until then classes are loaded and compiled
     */
    private void judge(Replica replica, long warm) throws Exception {
        Answers answers = replica.answers;
        List<Answers.Miss> unexplained =
                answers.misses().stream()
                        .filter(miss -> miss.begun() > warm)
                        .filter(miss ->
                                troubles.stream()
                                        .noneMatch(t -> t.replica == replica && t.explains(miss)))
                        .toList();
        Set<UUID> written = recorded(replica);
        Set<UUID> lost = new HashSet<>(answers.recorded());
        lost.removeAll(written);
        var verified = Fault.verify(replica.data());
        System.out.printf(
                "soak: %s: %d right, %d wrong, %d undecided, of them %d outside faults; %d records"
                        + " answered for, %d lost; %d epochs, verify %d%n",
                replica.name,
                answers.right(),
                answers.wrong().size(),
                answers.misses().size(),
                unexplained.size(),
                answers.recorded().size(),
                lost.size(),
                replica.epochs().size(),
                verified.status(false));
        unexplained.stream().limit(10).forEach(miss -> System.out.println("soak:   " + miss));

        assertThat(answers.wrong()).isEmpty();
        assertThat(answers.right()).isGreaterThan(0);
        assertThat(lost).as("answered for, and not in the log").isEmpty();
        assertThat(verified.status(false)).as(verified.toString()).isZero();
        assertThat(unexplained).allSatisfy(miss -> assertThat(miss.explicit()).isTrue());
        assertThat(unexplained.size())
                .as("undecided outside faults, and longer than %s after one", RECOVERY)
                .isLessThanOrEqualTo((int) Math.ceil(answers.right() * UNDECIDED_OUTSIDE_FAULTS));
    }

    /** Ids of all decisions in the log. */
    private static Set<UUID> recorded(Replica replica) throws Exception {
        Set<UUID> ids = new HashSet<>();
        for (Path epoch : replica.epochs()) {
            try (Stream<Path> files = Files.list(epoch)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                    try (Stream<String> lines = Files.lines(file)) {
                        lines.filter(line -> line.contains("\"id\":\""))
                                .map(line -> line.substring(line.indexOf("\"id\":\"") + 6))
                                .filter(rest -> rest.length() >= 36)
                                .forEach(rest -> ids.add(UUID.fromString(rest.substring(0, 36))));
                    }
                }
            }
        }
        return ids;
    }
}
