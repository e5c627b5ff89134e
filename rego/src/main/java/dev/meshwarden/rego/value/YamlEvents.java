package dev.meshwarden.rego.value;

import java.util.List;

/** Builds documents from the events of snakeyaml-engine. */
final class YamlEvents {
    private YamlEvents() {}

    static List<YamlDocument> read(String text, ReadOptions options, boolean manifest) {
        throw new IllegalStateException(
                "bug: arrives with the YAML reader: " + options + manifest + text.length());
    }
}
