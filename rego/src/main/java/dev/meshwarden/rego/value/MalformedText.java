package dev.meshwarden.rego.value;

/** A JSON or YAML text cannot be read. Carries the place; the caller, who knows the file, makes it a diagnostic. */
public final class MalformedText extends RuntimeException {
    private final int row;
    private final int column;

    /**
     * @param row line from 1, 0 where the whole text is meant
     * @param column code points into the line, from 1
     */
    public MalformedText(String message, int row, int column) {
        super(message);
        this.row = row;
        this.column = column;
    }

    public String reason() {
        String text = getMessage();
        return text == null ? "" : text;
    }

    public int row() {
        return row;
    }

    public int column() {
        return column;
    }
}
