package dev.meshwarden.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table against the names OPA has, and against its signatures. */
final class BuiltinTableTest {
    @Test
    void everyNameOfOpaIsInTheTableOrKnownToBeMissing() throws IOException {
        var ours = new TreeSet<String>();
        BuiltinTable.all().forEach(b -> ours.add(b.name()));
        var missing = new TreeSet<>(missing());
        assertThat(missing).as("built by now: strike them").doesNotContainAnyElementsOf(ours);
        var all = new TreeSet<>(ours);
        all.addAll(missing);
        assertThat(all).containsExactlyElementsOf(new TreeSet<>(lines("/builtin-names.txt")));
    }

    @Test
    void theNamesAreThoseOfOpa() throws IOException {
        assertThat(Capabilities.ofOpa(OpaTool.orSkip()).keySet())
                .containsExactlyElementsOf(new TreeSet<>(lines("/builtin-names.txt")));
    }

    @Test
    void everySignatureIsOpas() {
        var theirs = Capabilities.ofOpa(OpaTool.orSkip());
        var ours = new TreeMap<String, String>();
        BuiltinTable.all().forEach(b -> ours.put(b.name(), Capabilities.line(b, new TypeText())));
        theirs.keySet().retainAll(ours.keySet());
        assertThat(ours).isEqualTo(theirs);
    }

    private static List<String> missing() throws IOException {
        return lines("/missing-builtins.yaml").stream()
                .filter(l -> l.startsWith("- "))
                .map(l -> l.substring(2))
                .toList();
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = BuiltinTableTest.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("bug: no resource " + resource);
            }
            return new String(in.readAllBytes(), UTF_8).lines().filter(l -> !l.isBlank()).toList();
        }
    }
}
