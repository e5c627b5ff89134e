package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** The digest that names a policy: over its sources by name, its own data and how it was compiled. Line ends do not count. */
final class Revision {
    private Revision() {}

    static String of(List<Source> sources, CompileOptions options) {
        MessageDigest digest = sha256();
        add(digest, options.version() + " " + options.strict());
        if (!options.versions().isEmpty()) {
            add(digest, new TreeMap<>(options.versions()).toString());
        }
        sources.stream()
                .sorted(Comparator.comparing(Source::name))
                .forEach(s -> {
                    add(digest, s.name());
                    add(digest, s.text().replace("\r\n", "\n"));
                });
        add(digest, JsonWriter.toJson(options.data()));
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** Each part with its length in front, so that no two lists of parts are the same bytes. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
