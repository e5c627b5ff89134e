package dev.meshwarden.policy.constraint;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The envelope that every file users write has in common: {@code apiVersion}, {@code kind}, {@code metadata.name}, {@code spec}. */
public final class PolicyObject {
    public static final String API_VERSION = "policy.meshwarden.io/v1";

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"); // a DNS-1123 subdomain

    private PolicyObject() {}

    /** What reading a document came to. */
    public sealed interface Parsed<T> {
        record Read<T>(T object) implements Parsed<T> {}

        record Failed<T>(List<Diagnostic> diagnostics) implements Parsed<T> {
            public Failed {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /** The kind of a document of ours; empty for anybody else's. */
    public static String kindOf(Value document) {
        return document instanceof Obj o
                        && o.get("apiVersion") instanceof Str version
                        && version.text().equals(API_VERSION)
                        && o.get("kind") instanceof Str kind
                ? kind.text()
                : "";
    }

    /** Reads the envelope and hands name and spec on; every problem of the document is in the answer. */
    public static <T> Parsed<T> read(
            Source source, YamlDocument document, Code code, BiFunction<String, Node, T> spec) {
        var problems = Problems.of(source, document, code);
        Node root = Node.root(problems, document.value());
        root.requiredText("apiVersion");
        root.requiredText("kind");
        String name = root.requiredNode("metadata").map(PolicyObject::name).orElse("");
        var inner = root.requiredNode("spec");
        root.end();
        if (inner.isEmpty()) {
            return new Parsed.Failed<>(problems.sorted());
        }
        T object = spec.apply(name, inner.get());
        return problems.isEmpty()
                ? new Parsed.Read<>(object)
                : new Parsed.Failed<>(problems.sorted());
    }

    private static String name(Node metadata) {
        String name = metadata.requiredText("name");
        if (!name.isBlank() && !NAME.matcher(name).matches()) {
            metadata.wrong(
                    "name",
                    "must be lower-case letters, digits, `-` and `.`",
                    "it is named in decisions and records as Kubernetes objects are");
        }
        metadata.textMap("labels");
        metadata.textMap("annotations");
        metadata.end();
        return name;
    }
}
