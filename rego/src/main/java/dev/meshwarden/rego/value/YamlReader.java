package dev.meshwarden.rego.value;

import java.util.List;

/**
 * YAML text into values: snakeyaml-engine's events, scalars resolved as go-yaml v3 does, or as kubectl does for manifests.
 */
public final class YamlReader {
    private YamlReader() {}

    /** Every document of a stream as OPA reads data; throws {@link MalformedText} with the place. */
    public static List<YamlDocument> documents(String text) {
        return YamlEvents.read(text, ReadOptions.LENIENT, false);
    }

    /** Every document of a stream as kubectl reads manifests: YAML 1.1 booleans, integer keys become strings, duplicate keys refused. */
    public static List<YamlDocument> manifests(String text) {
        return YamlEvents.read(text, ReadOptions.MANIFEST, true);
    }

    /** The first document as {@code yaml.unmarshal} reads it, null for none: the others must only parse. Throws {@link MalformedText}. */
    public static Value readFirst(String text) {
        return YamlEvents.readFirst(text, ReadOptions.LENIENT);
    }

    /** The one document of a text, null for none; throws {@link MalformedText} with the place. */
    public static Value read(String text) {
        List<YamlDocument> all = documents(text);
        if (all.size() > 1) {
            throw new MalformedText("more than one document", 0, 0);
        }
        return all.isEmpty() ? Null.NULL : all.getFirst().value();
    }
}
