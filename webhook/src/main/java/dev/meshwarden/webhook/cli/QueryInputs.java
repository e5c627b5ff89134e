package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.assembly.SourceFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** What a query is asked of: {@code -d} and {@code -i}. */
final class QueryInputs {
    @Option(
            names = {"-d", "--data"},
            paramLabel = "PATH",
            description = "Modules and data documents: files or folders; repeatable.")
    private List<String> data = List.of();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "The input document, JSON or YAML.")
    private @Nullable Path input;

    /** Modules and data, the bundles of the options included. */
    RegoInputs.Read read(Terminal terminal, RegoOptions options) {
        return options.plusBundles(terminal, RegoInputs.read(terminal, data));
    }

    /** The input document; null for none. */
    @Nullable Value document(Terminal terminal) {
        return input == null
                ? null
                : RegoInputs.document(
                        new Source(
                                input.toString(),
                                SourceFolder.source(terminal.resolve(input)).text()));
    }
}
