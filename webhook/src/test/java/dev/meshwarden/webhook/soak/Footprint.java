package dev.meshwarden.webhook.soak;

import dev.meshwarden.webhook.cli.ServeProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process occupies.
 *
 * @param heapMebi after a collection of everything
 * @param residentMebi of memory
 */
record Footprint(long heapMebi, long residentMebi, long descriptors, long threads) {
    static Footprint of(Replica replica) throws IOException, InterruptedException {
        long pid = replica.process().pid();
        ServeProcess.command(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.run");
        double heap = replica.metric("jvm_memory_used_bytes{area=\"heap\"");
        Path process = Path.of("/proc/" + pid);
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Footprint(
                    (long) heap >> 20,
                    status(process, "VmRSS:") >> 10,
                    open.count(),
                    status(process, "Threads:"));
        }
    }

    private static long status(Path process, String field) throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Nothing that grows with time: what is above the other is what a moment more or less of work explains. */
    boolean isFlatAgainst(Footprint before) {
        return heapMebi <= before.heapMebi + before.heapMebi / 4 + 16
                && residentMebi <= before.residentMebi + before.residentMebi / 4 + 32
                && descriptors <= before.descriptors + 64
                && threads <= before.threads + 32;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %d MiB, resident %d MiB, %d descriptors, %d threads",
                heapMebi,
                residentMebi,
                descriptors,
                threads);
    }
}
