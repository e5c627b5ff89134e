package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a bundle: {@code .manifest}, {@code *.rego}, and {@code data.json}, {@code data.yaml} or {@code data.yml} of any folder, whose
 * documents stand under the folder's path. Everything else is passed over, compiled policies and signatures included. Refused are
 * delta bundles and binary manifests, what lies outside the manifest's roots, and archives past the limits of {@link BundleFiles}.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/management-bundles">OPA's bundle layout</a>
 */
public final class BundleReader {
    private final String name;
    private final List<Source> modules = new ArrayList<>();
    private Obj data = Obj.EMPTY;
    private Manifest manifest = Manifest.NONE;
    private String manifestPath = "";

    private BundleReader(String name) {
        this.name = name;
    }

    /**
     * @param at a folder, else an archive
     * @param name how diagnostics and modules name it
     */
    public static Reading read(Path at, String name) {
        var reader = new BundleReader(name.length() > 1 ? name.replaceFirst("/+$", "") : name);
        try {
            reader.files(
                    Files.isDirectory(at)
                            ? BundleFiles.ofFolder(at, name)
                            : BundleFiles.ofArchive(at, name));
        } catch (BadBundle e) {
            return new Reading.Refused(List.of(e.diagnostic()));
        } catch (IOException | UncheckedIOException e) {
            String why = "cannot be read as a bundle: " + e.getMessage();
            return new Reading.Refused(List.of(BadBundle.file(name, why).diagnostic()));
        }
        return reader.checked();
    }

    private Reading checked() {
        List<Diagnostic> faults = new Roots(manifest.roots()).check(modules, data, name);
        return faults.isEmpty()
                ? new Reading.Read(
                        new Bundle(
                                manifest.revision(),
                                manifest.roots(),
                                regoVersions(),
                                modules,
                                data))
                : new Reading.Refused(faults.stream().sorted(Diagnostic.ORDER).toList());
    }

    private Map<String, Integer> regoVersions() {
        Map<String, Integer> versions = new TreeMap<>();
        for (Source module : modules) {
            String path = module.name().substring(name.length() + 1);
            manifest.regoVersionOf(path).ifPresent(v -> versions.put(module.name(), v));
        }
        return versions;
    }

    private void files(SortedMap<String, byte[]> files) {
        files.forEach((path, bytes) -> {
            Source source = source(path, bytes);
            String base = path.substring(path.lastIndexOf('/') + 1);
            switch (base) {
                case ".manifest" -> manifest(source);
                case "patch.json", ".manifest.proto" ->
                        throw BadBundle.file(
                                source.name(), "delta bundles and binary manifests are not read");
                case "data.json", "data.yaml", "data.yml" -> document(path, source);
                default -> modules.add(source);
            }
        });
    }

    private Source source(String path, byte[] bytes) {
        String full = name + "/" + path;
        try {
            return new Source(
                    full,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw BadBundle.file(full, "the text is not UTF-8");
        }
    }

    private void manifest(Source source) {
        if (!manifestPath.isEmpty()) {
            throw BadBundle.file(
                    source.name(), "bundle contains multiple manifest files: also " + manifestPath);
        }
        manifestPath = source.name();
        manifest = Manifest.read(source);
    }

    private void document(String path, Source source) {
        boolean json = path.endsWith(".json");
        Value value;
        try {
            value = json ? JsonReader.read(source.text()) : YamlReader.read(source.text());
        } catch (MalformedText e) {
            throw new BadBundle(
                    json ? Code.JSON : Code.YAML,
                    e.reason(),
                    new Location(source, e.row(), e.column(), 0, 0));
        }
        String[] parts = path.split("/");
        for (int i = parts.length - 2; i >= 0; i--) {
            value = Obj.of(parts[i], value);
        }
        if (!(value instanceof Obj object)) {
            throw BadBundle.file(source.name(), "a data document at the root is an object");
        }
        data = merged(data, object, source.name());
    }

    private static Obj merged(Obj into, Obj more, String file) {
        Obj.Builder all = into.toBuilder();
        more.forEach((key, value) -> {
            Value held = into.get(key);
            all.put(
                    key,
                    switch (held) {
                        case null -> value;
                        case Obj a when value instanceof Obj b -> merged(a, b, file);
                        default ->
                                throw BadBundle.file(
                                        file, "`" + key + "` is given by another file too");
                    });
        });
        return all.build();
    }
}
