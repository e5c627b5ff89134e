package dev.meshwarden.policy.pack;

import dev.meshwarden.rego.source.Source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that come with the product, read from the class path. What there is stands in {@code pack.index}, one path a line,
 * because a class path cannot be listed; a test holds the index against the folder.
 */
public final class BuiltinPack {
    private static final String FOLDER = "/dev/meshwarden/policy/pack/";

    private BuiltinPack() {}

    /** Modules and pages in path order, tests left out; names begin with {@code pack/}. */
    public static List<Source> sources() {
        return read(paths().stream().filter(p -> !p.endsWith("_test.rego")).toList());
    }

    /** As {@link #sources}, tests included. */
    public static List<Source> withTests() {
        return read(paths());
    }

    private static List<String> paths() {
        return text("pack.index").lines().filter(l -> !l.isBlank()).toList();
    }

    private static List<Source> read(List<String> paths) {
        List<Source> sources = new ArrayList<>();
        paths.forEach(p -> sources.add(new Source("pack/" + p, text(p))));
        return sources;
    }

    private static String text(String path) {
        try (InputStream in = BuiltinPack.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("bug: pack.index names " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
