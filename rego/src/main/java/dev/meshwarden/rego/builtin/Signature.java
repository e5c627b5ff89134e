package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A builtin's signature from one line of text, for the table's sake.
 *
 * <pre>
 * x: string, y: array[string] | set[string] -> number       names may be left out
 * any... ->                                                 any number of arguments, no answer
 * tuple[number, string]   object{[string]: any}   object{op: string, [any]: any}
 * </pre>
 */
public final class Signature {
    private final String text;
    private int at;

    private Signature(String text) {
        this.text = text;
    }

    /** Throws {@link IllegalStateException} for a text that is none: the table is wrong then. */
    public static Type.Function of(String text) {
        return new Signature(text).function();
    }

    private Type.Function function() {
        List<Type.Argument> arguments = new ArrayList<>();
        Optional<Type> variadic = Optional.empty();
        while (!take("->")) {
            if (!arguments.isEmpty()) {
                require(",");
            }
            String name = name();
            Type type = type();
            if (take("...")) {
                variadic = Optional.of(type);
            } else {
                arguments.add(new Type.Argument(name, type));
            }
        }
        skip();
        Type result = at == text.length() ? Type.NOTHING : type();
        skip();
        if (at != text.length()) {
            throw bug();
        }
        return new Type.Function(arguments, result, variadic);
    }

    /** The word before a colon; empty, and nothing read, when no colon follows. */
    private String name() {
        skip();
        int end = at;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end == at || end == text.length() || text.charAt(end) != ':') {
            return "";
        }
        String name = text.substring(at, end);
        at = end + 1;
        return name;
    }

    private Type type() {
        List<Type> any = new ArrayList<>();
        do {
            any.add(single());
        } while (take("|"));
        return any.size() == 1 ? any.getFirst() : new Type.Any(any);
    }

    private Type single() {
        if (take("null")) {
            return Type.NULL;
        } else if (take("boolean")) {
            return Type.BOOLEAN;
        } else if (take("number")) {
            return Type.NUMBER;
        } else if (take("string")) {
            return Type.STRING;
        } else if (take("any")) {
            return Type.ANY;
        } else if (take("set[")) {
            Type member = type();
            require("]");
            return Type.set(member);
        } else if (take("array[")) {
            Type element = type();
            require("]");
            return Type.array(element);
        } else if (take("tuple[")) {
            List<Type> elements = new ArrayList<>();
            do {
                elements.add(type());
            } while (take(","));
            require("]");
            return new Type.ArrayOf(elements, Optional.empty());
        } else if (take("object{")) {
            return object();
        }
        throw bug();
    }

    private Type object() {
        List<Type.Property> known = new ArrayList<>();
        Optional<Type.Dynamic> rest = Optional.empty();
        do {
            if (take("[")) {
                Type key = type();
                require("]");
                require(":");
                rest = Optional.of(new Type.Dynamic(key, type()));
            } else {
                String key = name();
                known.add(new Type.Property(Str.of(key), type()));
            }
        } while (take(","));
        require("}");
        return new Type.ObjectOf(known, rest);
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String word) {
        skip();
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private void require(String word) {
        if (!take(word)) {
            throw bug();
        }
    }

    private IllegalStateException bug() {
        return new IllegalStateException("bug: no signature at " + at + ": " + text);
    }
}
