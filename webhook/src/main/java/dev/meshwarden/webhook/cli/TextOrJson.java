package dev.meshwarden.webhook.cli;

import picocli.CommandLine.Option;

/** {@code --format} of commands that print for people or for programs. */
final class TextOrJson {
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default) or json.")
    private Format format = Format.TEXT;

    /** How results are shown. */
    enum Format {
        TEXT,
        JSON
    }

    Format format() {
        return format;
    }
}
