package dev.meshwarden.rego.value;

/** True and false; there are only the two instances. */
public final class Bool implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    private final boolean value;

    private Bool(boolean value) {
        this.value = value;
    }

    public static Bool of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof Bool b
                ? Boolean.compare(value, b.value)
                : Integer.compare(1, other.rank());
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
