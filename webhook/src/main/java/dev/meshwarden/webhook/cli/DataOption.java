package dev.meshwarden.webhook.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code --data DIR}, the same for every command that has it. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The webhook's data folder (./data).")
    private Path data = Path.of("data");

    Path folder(Terminal terminal) {
        return terminal.resolve(data);
    }
}
