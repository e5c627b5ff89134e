package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;
import dev.meshwarden.webhook.assembly.SourceFolder;
import dev.meshwarden.webhook.assembly.UnreadableFile;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Modules and data documents as {@code opa -d} reads them: in a folder every {@code .rego}, {@code .json}, {@code .yaml} file; data of
 * a sub-folder stands under the sub-folder's name, {@code prefix:file} puts it under a path.
 */
final class RegoInputs {
    private final Terminal terminal;
    private final boolean passesObjects;
    private final List<Source> modules = new ArrayList<>();
    private Obj data = Obj.EMPTY;

    private RegoInputs(Terminal terminal, boolean passesObjects) {
        this.terminal = terminal;
        this.passesObjects = passesObjects;
    }

    /**
     * What was read.
     *
     * @param versions of modules whose bundle says one, by their names
     */
    record Read(List<Source> modules, Obj data, Map<String, RegoVersion> versions) {
        Read {
            modules = List.copyOf(modules);
            versions = Map.copyOf(versions);
        }
    }

    /** Reads everything; throws {@link UnreadableFile} or {@link CannotRead}. */
    static Read read(Terminal terminal, List<String> paths) {
        return read(terminal, paths, false);
    }

    /**
     * @param passesObjects whether Kubernetes objects and verdict fixtures are passed over, as where policies and manifests lie side
     *     by side
     */
    static Read read(Terminal terminal, List<String> paths, boolean passesObjects) {
        var inputs = new RegoInputs(terminal, passesObjects);
        paths.forEach(inputs::path);
        return new Read(inputs.modules, inputs.data, Map.of());
    }

    /** A data or input document. */
    static Value document(Source source) {
        try {
            return source.name().endsWith(".json")
                    ? JsonReader.read(source.text())
                    : YamlReader.read(source.text());
        } catch (MalformedText e) {
            Code code = source.name().endsWith(".json") ? Code.JSON : Code.YAML;
            throw new CannotRead(
                    List.of(
                            new Diagnostic(
                                    code,
                                    e.reason(),
                                    new Location(source, e.row(), e.column(), 0, 0))));
        }
    }

    private void path(String written) {
        int colon = written.indexOf(':');
        boolean prefixed = colon > 0 && !Files.exists(terminal.resolve(Path.of(written)));
        List<String> under =
                prefixed ? List.of(written.substring(0, colon).split("\\.|/")) : List.of();
        String name = prefixed ? written.substring(colon + 1) : written;
        Path at = terminal.resolve(Path.of(name));
        if (!Files.exists(at)) {
            throw new UnreadableFile(name, "no such file or folder");
        }
        if (Files.isRegularFile(at)) {
            file(at, name, under);
            return;
        }
        try (Stream<Path> walk = Files.walk(at, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = at.relativize(file);
                if (!isHidden(relative)) {
                    file(file, shown(name, relative), folders(under, relative));
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UnreadableFile(name, UnreadableFile.why(e));
        }
    }

    private static String shown(String folder, Path relative) {
        return folder.equals(".")
                ? relative.toString()
                : folder + (folder.endsWith("/") ? "" : "/") + relative;
    }

    private static List<String> folders(List<String> under, Path relative) {
        List<String> path = new ArrayList<>(under);
        for (int i = 0; i < relative.getNameCount() - 1; i++) {
            path.add(relative.getName(i).toString());
        }
        return path;
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void file(Path file, String name, List<String> under) {
        if (name.endsWith(".rego")) {
            modules.add(new Source(name, SourceFolder.source(file).text()));
            return;
        }
        if (!name.matches(".*\\.(json|ya?ml)")) {
            return;
        }
        if (passesObjects && Files.exists(file.resolveSibling("case.yaml"))) {
            return;
        }
        var source = new Source(name, SourceFolder.source(file).text());
        if (passesObjects && isManyDocuments(source)) {
            return;
        }
        Value document = document(source);
        if (passesObjects && isObject(document)) {
            return;
        }
        for (String folder : under.reversed()) {
            document = Obj.of(folder, document);
        }
        if (!(document instanceof Obj object)) {
            throw CannotRead.file(name, "a data document at the root is an object");
        }
        data = merged(data, object, name);
    }

    private static boolean isManyDocuments(Source source) {
        return !source.name().endsWith(".json")
                && source.text().lines().anyMatch(line -> line.startsWith("---"));
    }

    private static boolean isObject(Value document) {
        return document instanceof Obj o
                && o.get("apiVersion") instanceof Str
                && o.get("kind") instanceof Str;
    }

    static Obj merged(Obj into, Obj more, String name) {
        Obj[] result = {into};
        more.forEach((key, value) -> {
            Value held = result[0].get(key);
            Value put =
                    switch (held) {
                        case null -> value;
                        case Obj a when value instanceof Obj b -> merged(a, b, name);
                        default ->
                                throw CannotRead.file(
                                        name, "`" + key + "` is given by another file too");
                    };
            result[0] = result[0].with(key, put);
        });
        return result[0];
    }
}
