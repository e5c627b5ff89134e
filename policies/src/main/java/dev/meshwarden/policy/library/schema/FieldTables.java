package dev.meshwarden.policy.library.schema;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every field of {@code spec} that Istio's resource definitions know, by group and kind. Made from the definitions of the version
 * named in the resource; a test compares the two where the definitions are at hand.
 */
final class FieldTables {
    private static final String RESOURCE = "fields.json";

    private final Map<String, Fields> specs = new TreeMap<>();

    private FieldTables(Obj resource) {
        resource.forEach((k, v) -> specs.put(k instanceof Str s ? s.text() : "", Fields.of(v)));
    }

    /** The table shipped. */
    static FieldTables shipped() {
        try (InputStream in = FieldTables.class.getResourceAsStream(RESOURCE)) {
            if (in == null
                    || !(new JsonReader(ReadOptions.LENIENT).parse(in.readAllBytes())
                            instanceof Obj o)) {
                throw new IllegalStateException("bug: no field tables");
            }
            return new FieldTables(o);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a kind's spec may hold; null for a kind that is none of Istio's. */
    @Nullable Fields spec(String group, String kind) {
        return specs.get(group + "/" + kind);
    }
}
