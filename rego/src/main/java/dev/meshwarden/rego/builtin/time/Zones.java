package dev.meshwarden.rego.builtin.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.builtin.BuiltinError;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Zones by their IANA names, and the letters each uses, which the JDK does not have as IANA does. {@code Local} is UTC: an answer must
 * not depend on the machine.
 */
final class Zones {
    private static final String RESOURCE = "zone-abbreviations.txt";

    /** Each zone's letters, as the resource has them. */
    private static final Map<String, String> LETTERS = load();

    private Zones() {}

    private static Map<String, String> load() {
        try (InputStream in = Zones.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("bug: no resource " + RESOURCE);
            }
            Map<String, String> letters = new HashMap<>();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                int space = line.indexOf(' ');
                if (space > 0 && !line.startsWith("#")) {
                    for (String name : line.substring(0, space).split(",", -1)) {
                        letters.put(name, line.substring(space + 1));
                    }
                }
            }
            return Map.copyOf(letters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ZoneId of(String name) {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return ZoneOffset.UTC;
        }
        if (name.contains("..") || name.startsWith("/") || name.startsWith("\\")) {
            throw BuiltinError.failed("time: invalid location name");
        }
        if (!LETTERS.containsKey(name)) {
            throw BuiltinError.failed("unknown time zone " + name);
        }
        return ZoneId.of(name, ZoneId.SHORT_IDS);
    }

    /** The letters in force at the time; the offset where there are none. */
    static String abbreviation(ZonedDateTime time) {
        int offset = time.getOffset().getTotalSeconds();
        if (time.getZone().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        String letters = LETTERS.getOrDefault(time.getZone().getId(), "");
        for (String entry : letters.split(" ", -1)) {
            int equal = entry.indexOf('=');
            if (equal > 0 && entry.substring(0, equal).equals(Integer.toString(offset))) {
                return at(entry.substring(equal + 1), time.toEpochSecond());
            }
        }
        int minutes = Math.abs(offset) / 60;
        return "%s%02d%02d".formatted(offset < 0 ? "-" : "+", minutes / 60, minutes % 60);
    }

    private static String at(String changes, long second) {
        String current = "";
        for (String change : changes.split(",", -1)) {
            int at = change.indexOf('@');
            if (at > 0 && Long.parseLong(change.substring(0, at)) > second) {
                break;
            }
            current = change.substring(at + 1);
        }
        return current;
    }
}
