package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.glob.Glob;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What {@code .manifest} says; keys that are not ours are passed over, as OPA does. */
record Manifest(
        String revision,
        List<String> roots,
        OptionalInt regoVersion,
        List<VersionOfFiles> fileRegoVersions) {
    static final Manifest NONE = new Manifest("", List.of(""), OptionalInt.empty(), List.of());

    private static final int NEWEST = 2;

    /** The Rego version of the files that a pattern matches. */
    record VersionOfFiles(Glob pattern, int version) {}

    Manifest {
        roots = List.copyOf(roots);
        fileRegoVersions = List.copyOf(fileRegoVersions);
    }

    /**
     * Of the file at a path in the bundle: of the first pattern, in the order of their texts, that matches it, with a slash in front as
     * {@code opa build} names files or without one.
     */
    OptionalInt regoVersionOf(String path) {
        for (VersionOfFiles files : fileRegoVersions) {
            if (files.pattern.matches("/" + path) || files.pattern.matches(path)) {
                return OptionalInt.of(files.version);
            }
        }
        return regoVersion;
    }

    static Manifest read(Source source) {
        Value value;
        try {
            value = JsonReader.read(source.text());
        } catch (MalformedText e) {
            throw new BadBundle(
                    Code.JSON, e.reason(), new Location(source, e.row(), e.column(), 0, 0));
        }
        if (!(value instanceof Obj object)) {
            throw fault(source, "", "a manifest is an object");
        }
        String revision =
                switch (object.get("revision")) {
                    case null -> "";
                    case Null _ -> "";
                    case Str s -> s.text();
                    default -> throw fault(source, "/revision", "`revision` is a string");
                };
        OptionalInt version =
                present(object.get("rego_version"))
                        ? OptionalInt.of(
                                version(source, "/rego_version", object.get("rego_version")))
                        : OptionalInt.empty();
        return new Manifest(
                revision, roots(source, object.get("roots")), version, files(source, object));
    }

    private static boolean present(@Nullable Value value) {
        return value != null && !(value instanceof Null);
    }

    private static List<String> roots(Source source, @Nullable Value value) {
        if (!present(value)) {
            return List.of("");
        }
        if (!(value instanceof Array array)) {
            throw fault(source, "/roots", "`roots` is an array of paths");
        }
        List<String> roots = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.at(i) instanceof Str text)) {
                throw fault(source, "/roots/" + i, "a root is a string");
            }
            String root = text.text().replaceAll("^/+|/+$", "");
            for (String other : roots) {
                if (Roots.contains(root, other) || Roots.contains(other, root)) {
                    throw fault(source, "/roots/" + i, "manifest has overlapped roots");
                }
            }
            roots.add(root);
        }
        return List.copyOf(roots);
    }

    private static List<VersionOfFiles> files(Source source, Obj object) {
        Value value = object.get("file_rego_versions");
        if (!present(value)) {
            return List.of();
        }
        if (!(value instanceof Obj files)) {
            throw fault(source, "/file_rego_versions", "`file_rego_versions` is an object");
        }
        var versions = new ArrayList<VersionOfFiles>();
        files.forEach((key, v) -> {
            int version = version(source, "/file_rego_versions", v);
            versions.add(new VersionOfFiles(pattern(source, ((Str) key).text()), version));
        });
        return versions;
    }

    private static Glob pattern(Source source, String text) {
        try {
            return Glob.of(text);
        } catch (BuiltinError e) {
            throw fault(
                    source,
                    "/file_rego_versions",
                    "failed to compile glob pattern " + text + ": " + e.reason());
        }
    }

    private static int version(Source source, String pointer, @Nullable Value value) {
        for (int version = 0; version <= NEWEST; version++) {
            if (value != null && Num.of(version).equals(value)) {
                return version;
            }
        }
        throw fault(source, pointer, "a Rego version is 0, 1 or 2");
    }

    /** JSON is YAML too, whose reader knows places. */
    private static BadBundle fault(Source source, String pointer, String message) {
        YamlDocument.@Nullable Place place = null;
        try {
            place = YamlReader.documents(source.text()).getFirst().places().get(pointer);
        } catch (MalformedText _) {
            // JSON that is no YAML: then the file as a whole is named
        }
        return new BadBundle(
                Code.BUNDLE,
                message,
                place == null
                        ? new Location(source, 0, 0, 0, 0)
                        : new Location(source, place.row(), place.column(), 0, 0));
    }
}
