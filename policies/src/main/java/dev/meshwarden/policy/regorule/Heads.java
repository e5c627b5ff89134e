package dev.meshwarden.policy.regorule;

import dev.meshwarden.rego.engine.PackageDoc;

import java.util.List;

/** The rules of a package that an answer is read from. */
final class Heads {
    static final String DENY = "deny";
    static final String WARN = "warn";
    static final String AUDIT = "audit";
    static final String PATCH = "patch";
    static final String UNCHECKED = "unchecked";

    private static final List<String> ALL = List.of(DENY, WARN, AUDIT, PATCH, UNCHECKED);

    private Heads() {}

    /** Those that a package has. */
    static List<String> of(PackageDoc doc) {
        return ALL.stream().filter(doc.rules()::contains).toList();
    }

    /** One query for all of them: what they share is worked out once. */
    static String query(PackageDoc doc) {
        String path = path(doc.path());
        return "{"
                + String.join(
                        ", ",
                        of(doc).stream().map(h -> "\"" + h + "\": " + path + "." + h).toList())
                + "}";
    }

    private static String path(String dotted) {
        return "data." + dotted;
    }
}
