package dev.meshwarden.policy.suite;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of one case, and what is wrong with them.
 *
 * <p>Threading: confined to the reading thread.
 */
final class CaseFiles {
    private final Function<String, Optional<Source>> files;
    private final List<Diagnostic> problems = new ArrayList<>();

    CaseFiles(Function<String, Optional<Source>> files) {
        this.files = files;
    }

    Optional<Source> find(String name) {
        return files.apply(name);
    }

    List<Diagnostic> problems() {
        return problems;
    }

    void problem(Source file, String message) {
        problems.add(new Diagnostic(Code.FIXTURE, message, new Location(file, 1, 1, 0, 0)));
    }

    /** None when the file cannot be read, which is a problem noted. */
    List<YamlDocument> documents(Source file) {
        try {
            return YamlReader.manifests(file.text());
        } catch (MalformedText e) {
            problems.add(
                    new Diagnostic(
                            Code.YAML, e.reason(), new Location(file, e.row(), e.column(), 0, 0)));
            return List.of();
        }
    }

    /** Every object of a file; lists count as their items. */
    List<Obj> objects(Source file) {
        List<Obj> found = new ArrayList<>();
        documents(file).forEach(d -> flatten(d.value(), found));
        return found;
    }

    private static void flatten(Value document, List<Obj> into) {
        if (document instanceof Obj o) {
            if (o.get("items") instanceof Array items
                    && o.get("kind") instanceof Str kind
                    && kind.text().endsWith("List")) {
                items.forEach(i -> flatten(i, into));
            } else {
                into.add(o);
            }
        }
    }
}
