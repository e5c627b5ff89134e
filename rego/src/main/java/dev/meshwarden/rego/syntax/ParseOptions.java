package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.RegoVersion;

/**
 * How modules are read.
 *
 * @param version of a module that does not say
 * @param keywords every future keyword is on without its import
 * @param maxBytes longest text, in UTF-8 bytes
 */
public record ParseOptions(RegoVersion version, boolean keywords, int maxBytes) {
    /** v1, up to 1 MiB. */
    public static final ParseOptions STANDARD = new ParseOptions(RegoVersion.V1, false, 1 << 20);

    public ParseOptions withVersion(RegoVersion v) {
        return new ParseOptions(v, keywords, maxBytes);
    }

    public ParseOptions withKeywords(boolean on) {
        return new ParseOptions(version, on, maxBytes);
    }
}
