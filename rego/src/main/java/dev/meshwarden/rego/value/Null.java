package dev.meshwarden.rego.value;

/** The null value. */
public final class Null implements Value {
    public static final Null NULL = new Null();

    private Null() {}

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public int compareTo(Value other) {
        return Integer.compare(0, other.rank());
    }

    @Override
    public String toString() {
        return "null";
    }
}
