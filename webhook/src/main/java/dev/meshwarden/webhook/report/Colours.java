package dev.meshwarden.webhook.report;

/** Paints words for terminals that show colour, and leaves them alone for the others. */
public enum Colours {
    ON,
    OFF;

    public String red(String text) {
        return paint("31", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return this == ON ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
