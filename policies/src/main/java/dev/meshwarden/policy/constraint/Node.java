package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.rule.Spelling;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One mapping of a document being read. Each getter notes what is wrong with its field and answers something harmless, so that one
 * reading finds every problem; {@link #end} then refuses the keys that nobody asked for. Null counts as absent.
 *
 * <p>Threading: confined to the reading thread.
 */
public final class Node {
    private static final String OFF = "off";

    private final Problems problems;
    private final String pointer;
    private final Obj fields;
    private final SortedSet<String> asked = new TreeSet<>();

    private Node(Problems problems, String pointer, Obj fields) {
        this.problems = problems;
        this.pointer = pointer;
        this.fields = fields;
    }

    /** The document's own mapping. */
    public static Node root(Problems problems, Value document) {
        if (document instanceof Obj fields) {
            return new Node(problems, "", fields);
        }
        problems.atValue("", "the document must be a mapping", "");
        return new Node(problems, "", Obj.EMPTY);
    }

    public boolean has(String key) {
        return value(key) != null;
    }

    /** The value as it stands; null when absent. */
    public @Nullable Value value(String key) {
        asked.add(key);
        Value v = fields.get(key);
        return v instanceof Null ? null : v;
    }

    /** Where the value of a key stands. */
    public Location at(String key) {
        return problems.valuePlace(below(key));
    }

    public String text(String key) {
        return optionalText(key).orElse("");
    }

    public Optional<String> optionalText(String key) {
        return switch (value(key)) {
            case null -> Optional.empty();
            case Str s -> Optional.of(s.text());
            case Value v -> {
                wrong(key, "must be a string, not " + an(v), "put it in quotes");
                yield Optional.empty();
            }
        };
    }

    public String requiredText(String key) {
        if (!has(key)) {
            missing(key);
        }
        String text = text(key);
        if (text.isBlank() && value(key) instanceof Str) {
            wrong(key, "must not be empty", "");
        }
        return text;
    }

    public Optional<Boolean> flag(String key) {
        return switch (value(key)) {
            case null -> Optional.empty();
            case Bool b -> Optional.of(b.value());
            case Value v -> {
                wrong(key, "must be true or false, not " + an(v), "");
                yield Optional.empty();
            }
        };
    }

    /** One of a few words. {@code off} is also read where YAML 1.1 has made it false. */
    public <T> Optional<T> choice(String key, Map<String, T> choices) {
        if (value(key) == Bool.FALSE && choices.containsKey(OFF)) {
            return Optional.of(choices.get(OFF));
        }
        Optional<String> text = optionalText(key);
        if (text.isPresent() && !choices.containsKey(text.get())) {
            wrongChoice(key, text.get(), choices.keySet());
        }
        return text.map(choices::get);
    }

    private void wrongChoice(String key, String written, Collection<String> known) {
        wrong(
                key,
                "must be one of " + String.join(", ", known),
                Spelling.nearest(written, known).map(w -> "did you mean `" + w + "`?").orElse(""));
    }

    /** A list of strings; empty when absent. */
    public List<String> texts(String key) {
        List<String> found = new ArrayList<>();
        switch (value(key)) {
            case null -> {}
            case Array items -> {
                for (int i = 0; i < items.size(); i++) {
                    if (items.at(i) instanceof Str s) {
                        found.add(s.text());
                    } else {
                        wrong(
                                key + "/" + i,
                                "must be a string, not " + an(items.at(i)),
                                "put it in quotes");
                    }
                }
            }
            case Value v -> wrong(key, "must be a list of strings, not " + an(v), "");
        }
        return found;
    }

    /** A list of words out of a few; empty when absent. */
    public <T> List<T> choices(String key, Map<String, T> choices) {
        List<T> found = new ArrayList<>();
        List<String> written = texts(key);
        for (int i = 0; i < written.size(); i++) {
            T choice = choices.get(written.get(i));
            if (choice == null) {
                wrongChoice(key + "/" + i, written.get(i), choices.keySet());
            } else {
                found.add(choice);
            }
        }
        return found;
    }

    /** A list of mappings; empty when absent. */
    public List<Node> nodes(String key) {
        List<Node> found = new ArrayList<>();
        switch (value(key)) {
            case null -> {}
            case Array items -> {
                for (int i = 0; i < items.size(); i++) {
                    if (items.at(i) instanceof Obj o) {
                        found.add(new Node(problems, below(key) + "/" + i, o));
                    } else {
                        wrong(key + "/" + i, "must be a mapping, not " + an(items.at(i)), "");
                    }
                }
            }
            case Value v -> wrong(key, "must be a list of mappings, not " + an(v), "");
        }
        return found;
    }

    /** A mapping; empty when absent. */
    public Optional<Node> node(String key) {
        return switch (value(key)) {
            case null -> Optional.empty();
            case Obj o -> Optional.of(new Node(problems, below(key), o));
            case Value v -> {
                wrong(key, "must be a mapping, not " + an(v), "");
                yield Optional.empty();
            }
        };
    }

    public Optional<Node> requiredNode(String key) {
        if (!has(key)) {
            missing(key);
        }
        return node(key);
    }

    /** A mapping that is passed on as it stands. */
    public Obj object(String key) {
        return switch (value(key)) {
            case null -> Obj.EMPTY;
            case Obj o -> o;
            case Value v -> {
                wrong(key, "must be a mapping, not " + an(v), "");
                yield Obj.EMPTY;
            }
        };
    }

    /** A mapping of names to strings, in the order of the names. */
    public Map<String, String> textMap(String key) {
        Map<String, String> found = new LinkedHashMap<>();
        node(key).ifPresent(n -> n.keys().forEach(k -> found.put(k, n.text(k))));
        return found;
    }

    /** Every key, in order. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        fields.forEach((k, _) -> keys.add(k instanceof Str s ? s.text() : k.toString()));
        return keys;
    }

    /** Notes something wrong with a key's value. */
    public void wrong(String key, String message, String hint) {
        problems.atValue(below(key), "`" + plain(key) + "` " + message, hint);
    }

    /** Notes that a key is missing. */
    public void missing(String key) {
        problems.atValue(pointer, "`" + key + "` is missing", "");
    }

    /** Refuses the keys that were not asked for; call it last. */
    public void end() {
        end(Map.of());
    }

    /** Refuses the keys that were not asked for, with a hint for those that are often written by mistake. */
    public void end(Map<String, String> hints) {
        Collection<String> known = asked;
        for (String key : keys()) {
            if (!known.contains(key)) {
                String hint = hints.getOrDefault(key, Spelling.hint(key, known));
                problems.atKey(below(key), "unknown key `" + key + "`", hint);
            }
        }
    }

    private String below(String key) {
        int index = key.lastIndexOf('/');
        boolean element =
                index >= 0 && key.substring(index + 1).chars().allMatch(Character::isDigit);
        return element
                ? pointer + "/" + escape(key.substring(0, index)) + key.substring(index)
                : pointer + "/" + escape(key);
    }

    private static String plain(String key) {
        return key.replaceFirst("/([0-9]+)$", "[$1]");
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String an(Value value) {
        return switch (value.typeName()) {
            case "array" -> "a list";
            case "object" -> "a mapping";
            case "null" -> "null";
            default -> "a " + value.typeName();
        };
    }
}
