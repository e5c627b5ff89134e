package dev.meshwarden.rego.builtin.graphql;

/** A document is no GraphQL, or a schema or query does not hold. Stackless. */
final class GraphqlFault extends RuntimeException {
    private final transient Place at;

    GraphqlFault(String message, Place at) {
        super(message, null, false, false);
        this.at = at;
    }

    Place at() {
        return at;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** As the library that OPA uses prints one fault of a list. */
    String line() {
        return "input:" + at.row() + ":" + at.column() + ": " + reason();
    }

    /** As OPA words it: without the full stop at the end, the place behind. */
    static String worded(String lines, Place first) {
        String message = lines.endsWith(".\n") ? lines.substring(0, lines.length() - 2) : lines;
        return message + " in GraphQL string at location " + first.row() + ":" + first.column();
    }
}
