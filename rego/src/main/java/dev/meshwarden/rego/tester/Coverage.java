package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.compile.CompiledModule;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.runtime.Watcher;
import dev.meshwarden.rego.source.Location;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which lines of a policy its evaluations reached. A line counts when a rule's head or an expression begins on it; a head is reached when
 * its rule holds.
 *
 * <p>Threading: confined to one thread.
 */
public final class Coverage implements Watcher {
    private final Map<String, SortedSet<Integer>> reached = new HashMap<>();

    /**
     * The lines of one file.
     *
     * @param covered in order
     * @param missed in order
     */
    public record OfFile(SortedSet<Integer> covered, SortedSet<Integer> missed) {
        /** From 0 to 100. */
        public double percent() {
            return Coverage.percent(covered.size(), missed.size());
        }
    }

    @Override
    public void enter(String rule, Location at) {}

    @Override
    public void leave(String rule, boolean defined) {}

    @Override
    public void step(Location at, boolean held) {
        reached.computeIfAbsent(at.file(), _ -> new TreeSet<>()).add(at.row());
    }

    @Override
    public void note(String message, Location at) {}

    /** By file, sorted; files without a line that counts are left out. */
    public SortedMap<String, OfFile> files(CompiledPolicy policy) {
        SortedMap<String, OfFile> files = new TreeMap<>();
        for (CompiledModule module : policy.modules().modules()) {
            SortedSet<Integer> lines = CountedLines.of(module);
            SortedSet<Integer> covered = new TreeSet<>(lines);
            covered.retainAll(reached.getOrDefault(module.source().name(), new TreeSet<>()));
            SortedSet<Integer> missed = new TreeSet<>(lines);
            missed.removeAll(covered);
            if (!lines.isEmpty()) {
                files.put(module.source().name(), new OfFile(covered, missed));
            }
        }
        return files;
    }

    /** Of all files together, from 0 to 100; 100 when there is nothing to cover. */
    public static double percent(Map<String, OfFile> files) {
        int covered = 0;
        int missed = 0;
        for (OfFile f : files.values()) {
            covered += f.covered.size();
            missed += f.missed.size();
        }
        return percent(covered, missed);
    }

    private static double percent(int covered, int missed) {
        return covered + missed == 0 ? 100 : 100.0 * covered / (covered + missed);
    }
}
