package dev.meshwarden.webhook.report;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;

import java.util.Arrays;
import java.util.Map;

/** What {@code bench} measured. */
public final class BenchText {
    private BenchText() {}

    /**
     * Times of single evaluations.
     *
     * @param nanosPerOp mean
     * @param bytesPerOp allocated
     */
    public record Measured(
            int samples,
            long nanosPerOp,
            long bytesPerOp,
            long p50,
            long p90,
            long p99,
            long p999,
            long longest) {
        public static Measured of(long[] nanos, long allocatedBytes) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            int count = Math.max(1, sorted.length);
            return new Measured(
                    sorted.length,
                    Arrays.stream(sorted).sum() / count,
                    allocatedBytes / count,
                    at(sorted, 500),
                    at(sorted, 900),
                    at(sorted, 990),
                    at(sorted, 999),
                    at(sorted, 1_000));
        }

        private static long at(long[] sorted, int perMille) {
            return sorted.length == 0
                    ? 0
                    : sorted[
                            (int)
                                    Math.min(
                                            sorted.length - 1,
                                            (long) sorted.length * perMille / 1_000)];
        }

        public String text() {
            return "samples "
                    + samples
                    + "\nns/op "
                    + nanosPerOp
                    + "\nB/op "
                    + bytesPerOp
                    + "\np50 "
                    + p50
                    + " ns\np90 "
                    + p90
                    + " ns\np99 "
                    + p99
                    + " ns\np99.9 "
                    + p999
                    + " ns\nmax "
                    + longest
                    + " ns\n";
        }

        public String json() {
            return JsonWriter.toPrettyJson(
                            Obj.of(
                                    Map.of(
                                            "samples", Num.of(samples),
                                            "nsPerOp", Num.of(nanosPerOp),
                                            "bytesPerOp", Num.of(bytesPerOp),
                                            "p50Ns", Num.of(p50),
                                            "p90Ns", Num.of(p90),
                                            "p99Ns", Num.of(p99),
                                            "p999Ns", Num.of(p999),
                                            "maxNs", Num.of(longest))))
                    + "\n";
        }
    }
}
