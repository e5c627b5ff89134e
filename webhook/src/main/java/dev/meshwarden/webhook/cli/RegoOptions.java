package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.engine.CompileOptions;

import picocli.CommandLine.Option;

import java.util.Set;

/** Options of the commands that work on Rego itself. */
final class RegoOptions {
    @Option(names = "--v0-compatible", description = "Modules that do not say are of Rego v0.")
    private boolean v0;

    /** Everything allowed that needs no network: who runs a command may see what the machine sees. */
    CompileOptions compileOptions() {
        return CompileOptions.STANDARD
                .withVersion(v0 ? RegoVersion.V0 : RegoVersion.V1)
                .withForbidden(Set.of("http.send", "net.lookup_ip_addr"));
    }
}
