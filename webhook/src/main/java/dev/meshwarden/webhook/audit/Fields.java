package dev.meshwarden.webhook.audit;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.List;

/** Small objects and lists of text, as records are full of them. */
final class Fields {
    private Fields() {}

    /** Name, text, name, text… */
    static Obj texts(String... pairs) {
        Obj.Builder fields = Obj.builder(pairs.length / 2);
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields.build();
    }

    static Array strings(List<String> texts) {
        Array.Builder all = Array.builder(texts.size());
        texts.forEach(t -> all.add(Str.of(t)));
        return all.build();
    }

    static void putUnlessEmpty(Obj.Builder fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }

    /** Empty when the field is no text. */
    static String text(Obj object, String field) {
        return object.get(field) instanceof Str s ? s.text() : "";
    }
}
