package dev.meshwarden.rego.fuzz;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Texts that are known to be good, or nearly: the repository's own, and OPA's suites where {@code REGO_COMPLIANCE_DIR} has them. */
record Corpus(List<String> modules, List<String> json, List<String> yaml) {
    private static final int LONGEST = 20_000;

    Corpus {
        modules = List.copyOf(modules);
        json = List.copyOf(json);
        yaml = List.copyOf(yaml);
    }

    static Corpus read() throws IOException {
        var corpus = new Corpus.Collected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String folder : List.of("test-fixtures", "policies/src/main", "rego/src/test")) {
            for (Path file : files(FixtureTree.root().resolve(folder))) {
                corpus.file(file);
            }
        }
        String suites = System.getenv("REGO_COMPLIANCE_DIR");
        if (suites == null) {
            System.err.println("fuzz: no REGO_COMPLIANCE_DIR, so without OPA's own modules");
        } else {
            for (String version : List.of("v0", "v1")) {
                for (Path file : files(Path.of(suites, version, "cases"))) {
                    corpus.cases(JsonReader.read(Files.readString(file)));
                }
            }
        }
        return new Corpus(corpus.modules, corpus.json, corpus.yaml);
    }

    private record Collected(List<String> modules, List<String> json, List<String> yaml) {
        void file(Path file) throws IOException {
            String name = file.getFileName().toString();
            List<String> into =
                    name.endsWith(".rego")
                            ? modules
                            : name.endsWith(".json")
                                    ? json
                                    : name.matches(".*\\.ya?ml") ? yaml : null;
            if (into == null || Files.size(file) > LONGEST) {
                return;
            }
            try {
                into.add(Files.readString(file));
            } catch (MalformedInputException _) {
                // a fixture of broken bytes; there are enough others
            }
        }

        void cases(Value all) {
            if ((all instanceof Obj o ? o.get("cases") : all) instanceof Array cases) {
                for (Value c : cases) {
                    one((Obj) c);
                }
            }
        }

        private void one(Obj c) {
            if (c.get("modules") instanceof Array texts) {
                texts.forEach(m -> modules.add(((Str) m).text()));
            }
            for (String field : List.of("input", "data", "want_result")) {
                add(c.get(field));
            }
        }

        private void add(@Nullable Value document) {
            if (document != null) {
                String text = JsonWriter.toJson(document);
                if (text.length() < LONGEST) {
                    json.add(text);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return "%d modules, %d JSON, %d YAML".formatted(modules.size(), json.size(), yaml.size());
    }
}
