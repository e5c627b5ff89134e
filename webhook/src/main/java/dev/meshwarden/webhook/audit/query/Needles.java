package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.webhook.audit.RecordKind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Texts that a line must contain to be able to match: canonical JSON spells a field in one way only, so most lines need not be parsed. Each list
 * is an "any of", and all lists must hold.
 */
record Needles(List<List<byte[]>> all) {
    static Needles of(QueryFilter filter) {
        List<List<byte[]>> all = new ArrayList<>();
        Set<RecordKind> kinds =
                filter.records().isEmpty() ? Set.of(RecordKind.DECISION) : filter.records();
        all.add(kinds.stream().map(k -> field("kind", k.text())).toList());
        add(all, "verdict", filter.verdicts());
        add(all, "k", filter.kinds());
        add(all, "ns", filter.namespaces());
        add(all, "name", filter.names());
        add(all, "op", filter.operations());
        add(all, "user", filter.users());
        add(all, "phase", filter.phases());
        add(all, "result", filter.results());
        if (filter.wouldDeny()) {
            all.add(List.of("\"would_deny\":true".getBytes(StandardCharsets.UTF_8)));
        }
        if (!filter.exemptions().isEmpty()) {
            all.add(List.of("\"exemption\":\"".getBytes(StandardCharsets.UTF_8)));
        }
        return new Needles(all);
    }

    private static void add(List<List<byte[]>> all, String name, Set<String> wanted) {
        // what JSON would escape is left to the parse
        if (!wanted.isEmpty() && wanted.stream().allMatch(Needles::isPlain)) {
            all.add(wanted.stream().map(w -> field(name, w)).toList());
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    private static byte[] field(String name, String value) {
        return ("\"" + name + "\":\"" + value + "\"").getBytes(StandardCharsets.UTF_8);
    }

    boolean mayMatch(byte[] bytes, int from, int length) {
        for (List<byte[]> anyOf : all) {
            boolean found = false;
            for (byte[] needle : anyOf) {
                if (contains(bytes, from, from + length, needle)) {
                    found = true;
                    break;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    static boolean contains(byte[] bytes, int from, int to, byte[] needle) {
        int last = to - needle.length;
        byte second = needle[1]; // the first is a quote, and there are many
        for (int i = from; i <= last; i++) {
            if (bytes[i + 1] == second && matches(bytes, i, needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int at, byte[] needle) {
        for (int i = 0; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
