package dev.meshwarden.rego.limit;

/**
 * Evaluation must stop: a limit was reached. Stackless; seen only by {@code runtime}, {@code interpret} and {@code engine}, which
 * turns it into an outcome. Builtins throw it and never catch it.
 */
public final class Halt extends RuntimeException {
    private final transient Limit limit;

    public Halt(Limit limit) {
        super("limit reached: " + limit, null, false, false);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}
