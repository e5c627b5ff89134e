package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.webhook.assembly.SourceFolder;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ConfigReader;
import dev.meshwarden.webhook.config.ConfigReading;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** {@code --config FILE}, read or refused. */
final class ConfigFile {
    private ConfigFile() {}

    /** The defaults where no file is named. */
    static Config read(Terminal terminal, @Nullable Path file) {
        if (file == null) {
            return Config.STANDARD;
        }
        Source read = SourceFolder.source(terminal.resolve(file));
        return switch (ConfigReader.read(new Source(file.toString(), read.text()))) {
            case ConfigReading.Read(var config) -> config;
            case ConfigReading.Refused(var diagnostics) -> throw new CannotRead(diagnostics);
        };
    }
}
