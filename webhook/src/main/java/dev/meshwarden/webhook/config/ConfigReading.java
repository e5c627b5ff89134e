package dev.meshwarden.webhook.config;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** What reading a configuration came to. */
public sealed interface ConfigReading {
    /** Every key was understood. */
    record Read(Config config) implements ConfigReading {}

    /** Everything that is wrong, by place. */
    record Refused(List<Diagnostic> diagnostics) implements ConfigReading {
        public Refused {
            diagnostics = diagnostics.stream().sorted(Diagnostic.ORDER).toList();
        }
    }
}
