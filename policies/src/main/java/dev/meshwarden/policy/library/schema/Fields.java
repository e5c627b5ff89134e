package dev.meshwarden.policy.library.schema;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a resource definition knows of one place in an object. */
sealed interface Fields {
    /** An object with these members and no others. */
    record Known(Map<String, Fields> members) implements Fields {
        public Known {
            members = Map.copyOf(members);
        }
    }

    /** A list of these. */
    record ListOf(Fields element) implements Fields {}

    /** A map of any keys to these. */
    record MapOf(Fields value) implements Fields {}

    /** One of these words; case matters. */
    record OneOf(List<String> words) implements Fields {
        public OneOf {
            words = List.copyOf(words);
        }
    }

    /** A scalar, or a subtree that the definition leaves open. */
    record Open() implements Fields {}

    /** From the compact resource. */
    static Fields of(Value node) {
        Obj o = node instanceof Obj object ? object : Obj.EMPTY;
        Value fields = o.get("fields");
        Value items = o.get("items");
        Value values = o.get("values");
        if (o.get("free") == Bool.TRUE) {
            return new Open();
        }
        if (fields instanceof Obj members) {
            Map<String, Fields> known = new TreeMap<>();
            members.forEach((k, v) -> known.put(text(k), of(v)));
            return new Known(known);
        }
        if (items != null) {
            return new ListOf(of(items));
        }
        if (values != null) {
            return new MapOf(of(values));
        }
        return o.get("enum") instanceof Array words ? new OneOf(texts(words)) : new Open();
    }

    private static List<String> texts(Array words) {
        List<String> all = new ArrayList<>();
        words.forEach(w -> all.add(text(w)));
        return all;
    }

    private static String text(@Nullable Value value) {
        return value instanceof Str s ? s.text() : "";
    }
}
