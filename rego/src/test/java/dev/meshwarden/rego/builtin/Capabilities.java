package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code opa capabilities} says of its builtins, each as one line that {@link #line} also makes of ours. */
final class Capabilities {
    private Capabilities() {}

    static Map<String, String> ofOpa(OpaTool opa) {
        var lines = new TreeMap<String, String>();
        Obj all = (Obj) JsonReader.read(opa.run("capabilities", "--current"));
        for (Value entry : (Array) field(all, "builtins")) {
            Obj b = (Obj) entry;
            Obj decl = (Obj) field(b, "decl");
            List<String> arguments = new ArrayList<>();
            if (decl.get("args") instanceof Array args) {
                for (Value a : args) {
                    arguments.add(text((Obj) a, "name") + ": " + type((Obj) a));
                }
            }
            if (decl.get("variadic") instanceof Obj v) {
                arguments.add(type(v) + "...");
            }
            String result = decl.get("result") instanceof Obj r ? type(r) : "";
            String name = text(b, "name");
            lines.put(
                    name,
                    line(
                            flag(b, "deprecated"),
                            flag(b, "nondeterministic"),
                            text(b, "infix"),
                            arguments,
                            result));
        }
        return lines;
    }

    static String line(Builtin b, TypeText text) {
        List<String> arguments = new ArrayList<>();
        b.signature().arguments().forEach(a -> arguments.add(a.name() + ": " + text.of(a.type())));
        b.signature().variadic().ifPresent(v -> arguments.add(text.of(v) + "..."));
        return line(
                b.trait() == Builtin.Trait.DEPRECATED,
                b.trait() == Builtin.Trait.NON_DETERMINISTIC,
                b.infix(),
                arguments,
                text.of(b.signature().result()));
    }

    private static String line(
            boolean deprecated,
            boolean nonDeterministic,
            String infix,
            List<String> arguments,
            String result) {
        return (deprecated ? "deprecated " : "")
                + (nonDeterministic ? "nondeterministic " : "")
                + infix
                + "("
                + String.join(", ", arguments)
                + ") -> "
                + result;
    }

    private static String type(Obj t) {
        return switch (text(t, "type")) {
            case "array" -> {
                List<String> first = new ArrayList<>();
                if (t.get("static") instanceof Array s) {
                    s.forEach(e -> first.add(type((Obj) e)));
                }
                Optional<String> rest =
                        t.get("dynamic") instanceof Obj d ? Optional.of(type(d)) : Optional.empty();
                yield TypeText.array(first, rest);
            }
            case "set" -> TypeText.set(type((Obj) field(t, "of")));
            case "object" -> {
                List<String> known = new ArrayList<>();
                if (t.get("static") instanceof Array s) {
                    s.forEach(e ->
                            known.add(
                                    field((Obj) e, "key")
                                            + ": "
                                            + type((Obj) field((Obj) e, "value"))));
                }
                Optional<String> rest =
                        t.get("dynamic") instanceof Obj d
                                ? Optional.of(
                                        type((Obj) field(d, "key"))
                                                + ": "
                                                + type((Obj) field(d, "value")))
                                : Optional.empty();
                yield TypeText.object(known, rest);
            }
            case "any" -> {
                List<String> of = new ArrayList<>();
                if (t.get("of") instanceof Array s) {
                    s.forEach(e -> of.add(type((Obj) e)));
                }
                yield TypeText.any(of);
            }
            case String simple -> simple;
        };
    }

    private static Value field(Obj object, String key) {
        Value found = object.get(key);
        return found == null ? Null.NULL : found;
    }

    private static String text(Obj object, String key) {
        return object.get(key) instanceof Str s ? s.text() : "";
    }

    private static boolean flag(Obj object, String key) {
        return object.get(key) == Bool.TRUE;
    }
}
