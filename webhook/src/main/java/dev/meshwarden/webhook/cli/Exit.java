package dev.meshwarden.webhook.cli;

/** What a command came to; a number only where the process ends. */
enum Exit {
    /** Fine. */
    OK(0),
    /** Policy says no: denied, a failed test, a broken chain. */
    NO(1),
    /** Wrong usage, or input that cannot be read. */
    USAGE(2),
    /** A fault of the program. */
    INTERNAL(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Of several, the highest. */
    Exit worse(Exit other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
