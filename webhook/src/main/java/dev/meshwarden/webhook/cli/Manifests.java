package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;
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
import java.util.Optional;
import java.util.stream.Stream;

/** Manifests as kubectl reads them: YAML or JSON, many documents a file, Lists as their items. */
final class Manifests {
    private static final List<String> ENDS = List.of(".yaml", ".yml", ".json");

    private final Terminal terminal;
    private final List<Document> documents = new ArrayList<>();
    private int files;

    private Manifests(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One document of a file, or one item of a List. */
    sealed interface Document {
        /** File and number: {@code a.yaml#0}. */
        String source();

        /** A Kubernetes object. */
        record Manifest(String source, String file, Obj object, Places places)
                implements Document {}

        /** No object: passed over in a folder or stream of others. */
        record Other(String source, String note) implements Document {}

        /** Cannot be read. */
        record Broken(String source, Diagnostic diagnostic) implements Document {}
    }

    /** What reading came to. */
    record Read(List<Document> documents, int files) {
        Read {
            documents = List.copyOf(documents);
        }

        List<Obj> objects() {
            return documents.stream()
                    .filter(Document.Manifest.class::isInstance)
                    .map(d -> ((Document.Manifest) d).object())
                    .toList();
        }

        /** The objects; throws {@link CannotRead} when a document cannot be read. */
        List<Obj> allObjects() {
            List<Diagnostic> broken =
                    documents.stream()
                            .filter(Document.Broken.class::isInstance)
                            .map(d -> ((Document.Broken) d).diagnostic())
                            .toList();
            if (!broken.isEmpty()) {
                throw new CannotRead(broken);
            }
            return objects();
        }
    }

    /**
     * Where the fields of an object stand in its file.
     *
     * @param prefix pointer of the object in its document
     */
    record Places(YamlDocument document, String prefix) {
        /** Of a field, or of the nearest one above it that is written there. */
        Optional<YamlDocument.Place> of(String path) {
            for (String at = prefix + path; ; at = at.substring(0, at.lastIndexOf('/'))) {
                YamlDocument.Place place = document.keyPlaces().get(at);
                place = place == null ? document.places().get(at) : place;
                if (place != null) {
                    return Optional.of(place);
                }
                if (at.isEmpty()) {
                    return Optional.empty();
                }
            }
        }

        Places under(String pointer) {
            return new Places(document, prefix + pointer);
        }
    }

    /** Files, folders and {@code -} for the standard input, in the order given; throws {@link UnreadableFile} for what is not there. */
    static Read read(Terminal terminal, List<String> paths) {
        var reader = new Manifests(terminal);
        paths.forEach(reader::path);
        return new Read(reader.documents, reader.files);
    }

    private void path(String path) {
        if (path.equals("-")) {
            try {
                source(
                        new Source(
                                "<stdin>",
                                SourceFolder.text("<stdin>", terminal.in().readAllBytes())));
            } catch (IOException e) {
                throw new UnreadableFile("<stdin>", UnreadableFile.why(e));
            }
            return;
        }
        Path at = terminal.resolve(Path.of(path));
        if (!Files.exists(at)) {
            throw new UnreadableFile(path, "no such file or folder");
        }
        if (!Files.isDirectory(at)) {
            file(at, path);
            return;
        }
        try (Stream<Path> walk = Files.walk(at, FileVisitOption.FOLLOW_LINKS)) {
            walk.filter(Files::isRegularFile)
                    .filter(f -> ENDS.stream().anyMatch(f.getFileName().toString()::endsWith))
                    .filter(f -> !isHidden(at.relativize(f)))
                    .sorted()
                    .forEach(f ->
                            file(f, path + (path.endsWith("/") ? "" : "/") + at.relativize(f)));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UnreadableFile(path, UnreadableFile.why(e));
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void file(Path file, String name) {
        try {
            source(new Source(name, SourceFolder.source(file).text()));
        } catch (UnreadableFile e) {
            files++;
            documents.add(
                    new Document.Broken(
                            name + "#0",
                            new Diagnostic(
                                    Code.FILE,
                                    e.diagnostic().message(),
                                    new Location(new Source(name, ""), 0, 0, 0, 0))));
        }
    }

    private void source(Source source) {
        files++;
        List<YamlDocument> read;
        try {
            read = parse(source);
        } catch (MalformedText e) {
            documents.add(
                    new Document.Broken(
                            source.name() + "#0",
                            new Diagnostic(
                                    Code.YAML,
                                    e.reason(),
                                    new Location(source, e.row(), e.column(), 0, 0))));
            return;
        }
        int number = 0;
        for (YamlDocument document : read) {
            number = take(source, number, document.value(), new Places(document, ""));
        }
    }

    private static List<YamlDocument> parse(Source source) {
        try {
            return YamlReader.manifests(source.text());
        } catch (MalformedText e) {
            if (!source.text().stripLeading().startsWith("{")) {
                throw e;
            }
            try { // JSON that is no YAML, such as one indented by tabs: read, without places
                Value value = new JsonReader(ReadOptions.MANIFEST).parse(source.text());
                return List.of(new YamlDocument(value, Map.of(), Map.of()));
            } catch (MalformedText _) {
                throw e;
            }
        }
    }

    /** Returns the number of the next document. */
    private int take(Source source, int number, Value value, Places places) {
        if (value == Null.NULL) {
            return number; // nothing between two separators
        }
        if (value instanceof Obj list
                && list.get("kind") instanceof Str kind
                && kind.text().endsWith("List")
                && list.get("items") instanceof Array items) {
            int next = number;
            for (int i = 0; i < items.size(); i++) {
                next = take(source, next, items.at(i), places.under("/items/" + i));
            }
            return next;
        }
        String name = source.name() + "#" + number;
        if (value instanceof Obj object
                && object.get("apiVersion") instanceof Str
                && object.get("kind") instanceof Str) {
            documents.add(new Document.Manifest(name, source.name(), object, places));
        } else {
            documents.add(new Document.Other(name, "not an object with apiVersion and kind"));
        }
        return number + 1;
    }
}
