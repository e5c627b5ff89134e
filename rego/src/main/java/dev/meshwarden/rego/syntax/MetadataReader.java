package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a METADATA block. Unknown fields are let through, as in OPA; a known field of the wrong type is a fault. */
final class MetadataReader {
    private final MetadataBlock block;
    private final Obj yaml;

    private MetadataReader(MetadataBlock block) {
        this.block = block;
        this.yaml = block.yaml();
    }

    static Optional<Annotations> read(
            MetadataBlock block, Annotations.Scope scope, Ref path, List<Diagnostic> faults) {
        try {
            return Optional.of(new MetadataReader(block).annotations(scope, path));
        } catch (Unreadable e) {
            faults.add(new Diagnostic(Code.PARSE, e.reason, block.at()));
            return Optional.empty();
        }
    }

    private Annotations annotations(Annotations.Scope scope, Ref path) throws Unreadable {
        return new Annotations(
                scope,
                text("title"),
                flag("entrypoint"),
                text("description"),
                organizations(),
                relatedResources(),
                authors(),
                schemas(),
                compile(),
                object("custom"),
                object("labels"),
                path,
                block.at(),
                block.end());
    }

    private String text(String field) throws Unreadable {
        Value value = yaml.get(field);
        return switch (value) {
            case null -> "";
            case Null _ -> "";
            case Str s -> s.text();
            case Num _, Bool _ -> RegoText.of(value);
            default -> throw new Unreadable(wrongType(field, "a string", value));
        };
    }

    private boolean flag(String field) throws Unreadable {
        Value value = yaml.get(field);
        return switch (value) {
            case null -> false;
            case Null _ -> false;
            case Bool b -> b.value();
            default -> throw new Unreadable(wrongType(field, "a boolean", value));
        };
    }

    private Obj object(String field) throws Unreadable {
        Value value = yaml.get(field);
        return switch (value) {
            case null -> Obj.EMPTY;
            case Null _ -> Obj.EMPTY;
            case Obj o -> o;
            default -> throw new Unreadable(wrongType(field, "a mapping", value));
        };
    }

    private Array list(String field) throws Unreadable {
        Value value = yaml.get(field);
        return switch (value) {
            case null -> Array.EMPTY;
            case Null _ -> Array.EMPTY;
            case Array a -> a;
            default -> throw new Unreadable(wrongType(field, "a list", value));
        };
    }

    private static String wrongType(String field, String wanted, Value value) {
        return "`%s` of a METADATA block must be %s, this is of type %s"
                .formatted(field, wanted, value.typeName());
    }

    private List<String> organizations() throws Unreadable {
        var names = new ArrayList<String>();
        for (Value v : list("organizations")) {
            names.add(v instanceof Str s ? s.text() : RegoText.of(v));
        }
        return names;
    }

    private List<Annotations.RelatedResource> relatedResources() throws Unreadable {
        var all = new ArrayList<Annotations.RelatedResource>();
        for (Value v : list("related_resources")) {
            switch (v) {
                case Str s when s.text().isEmpty() ->
                        throw new Unreadable(
                                "invalid related-resource definition : ref URL may not be empty"
                                        + " string");
                case Str s -> all.add(new Annotations.RelatedResource(url(s.text(), v), ""));
                case Obj o -> {
                    String ref = field(o, "ref");
                    if (ref.isEmpty()) {
                        throw new Unreadable(
                                "invalid related-resource definition %s: 'ref' value required in object"
                                        .formatted(GoText.of(v)));
                    }
                    all.add(new Annotations.RelatedResource(url(ref, v), field(o, "description")));
                }
                default ->
                        throw new Unreadable(
                                "invalid related-resource definition %s: invalid value type, must be string or map"
                                        .formatted(GoText.of(v)));
            }
        }
        return all;
    }

    private static String url(String text, Value whole) throws Unreadable {
        try {
            // Only what can be no URL at all is refused; blanks are, as they would be in a link.
            return new URI(text.replace(" ", "%20")).toString();
        } catch (URISyntaxException e) {
            throw new Unreadable(
                    "invalid related-resource definition %s: %s"
                            .formatted(GoText.of(whole), e.getReason()));
        }
    }

    private List<Annotations.Author> authors() throws Unreadable {
        var all = new ArrayList<Annotations.Author>();
        for (Value v : list("authors")) {
            switch (v) {
                case Str s -> all.add(author(s.text()));
                case Obj o -> {
                    var author = new Annotations.Author(field(o, "name"), field(o, "email"));
                    if (author.name().isEmpty() && author.email().isEmpty()) {
                        throw new Unreadable(
                                "invalid author definition %s: 'name' and/or 'email' values required in object"
                                        .formatted(GoText.of(v)));
                    }
                    all.add(author);
                }
                default ->
                        throw new Unreadable(
                                "invalid author definition %s: invalid value type, must be string or map"
                                        .formatted(GoText.of(v)));
            }
        }
        return all;
    }

    /** A name, and behind it perhaps an address in angle brackets. */
    private static Annotations.Author author(String text) throws Unreadable {
        List<String> words =
                Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
        if (words.isEmpty()) {
            throw new Unreadable("invalid author definition : author is an empty string");
        }
        String last = words.getLast();
        boolean hasEmail = last.length() > 1 && last.startsWith("<") && last.endsWith(">");
        return hasEmail
                ? new Annotations.Author(
                        String.join(" ", words.subList(0, words.size() - 1)),
                        last.substring(1, last.length() - 1))
                : new Annotations.Author(String.join(" ", words), "");
    }

    private static String field(Obj object, String name) {
        return object.get(name) instanceof Str s ? s.text().strip() : "";
    }

    private List<Annotations.Schema> schemas() throws Unreadable {
        var all = new ArrayList<Annotations.Schema>();
        for (Value v : list("schemas")) {
            if (!(v instanceof Obj pair) || pair.size() == 0) {
                throw new Unreadable("invalid document reference");
            }
            String key = pair.keyAt(0) instanceof Str s ? s.text() : RegoText.of(pair.keyAt(0));
            Ref path = ref(key);
            if (path == null) {
                throw new Unreadable("invalid document reference");
            }
            switch (pair.valueAt(0)) {
                case Str s -> {
                    Ref schema = refOrVar(s.text());
                    if (schema == null || !schema.name().equals("schema")) {
                        throw new Unreadable("invalid schema reference");
                    }
                    all.add(new Annotations.Schema(path, schema, null));
                }
                case Obj definition -> all.add(new Annotations.Schema(path, null, definition));
                default ->
                        throw new Unreadable(
                                "invalid schema declaration for path \"%s\"".formatted(key));
            }
        }
        return all;
    }

    private Annotations.@Nullable Compile compile() throws Unreadable {
        Obj compile = object("compile");
        if (yaml.get("compile") == null) {
            return null;
        }
        var unknowns = new ArrayList<Ref>();
        if (compile.get("unknowns") instanceof Array a) {
            for (Value v : a) {
                String text = v instanceof Str s ? s.text() : "";
                Ref ref = ref(text);
                if (ref == null) {
                    throw new Unreadable(
                            "invalid unknowns element \"%s\": expected ref".formatted(text));
                }
                unknowns.add(ref);
            }
        }
        Ref mask = null;
        if (compile.get("mask_rule") instanceof Str s) {
            mask = refOrVar(s.text());
            if (mask == null) {
                throw new Unreadable("invalid mask_rule annotation \"%s\"".formatted(s.text()));
            }
        }
        return new Annotations.Compile(unknowns, mask);
    }

    private static @Nullable Ref ref(String text) {
        return Parser.term(new Source("", text)) instanceof Parsed.Ok<Term>(Ref r) ? r : null;
    }

    private static @Nullable Ref refOrVar(String text) {
        return switch (Parser.term(new Source("", text))) {
            case Parsed.Ok<Term>(Ref r) -> r;
            case Parsed.Ok<Term>(Var v) -> new Ref(v, List.of(), v.at());
            case Parsed.Ok<Term>(Scalar s) when s.value() instanceof Str ->
                    new Ref(s, List.of(), Location.NONE);
            case Parsed.Ok<Term> _, Parsed.Failed<Term> _ -> null;
        };
    }

    /** A field that cannot be read; caught in {@link #read}. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
