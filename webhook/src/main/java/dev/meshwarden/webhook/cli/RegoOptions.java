package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.engine.CompileOptions;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Set;

/** Options of the commands that work on Rego itself. */
final class RegoOptions {
    @Option(names = "--v0-compatible", description = "Modules that do not say are of Rego v0.")
    private boolean v0;

    @Option(
            names = {"-b", "--bundle"},
            paramLabel = "BUNDLE",
            description = "A bundle: a folder or a .tar.gz archive; repeatable.")
    private List<String> bundles = List.of();

    /** Whether modules or data come from bundles. */
    boolean hasBundles() {
        return !bundles.isEmpty();
    }

    /** What was read otherwise, and the bundles. */
    RegoInputs.Read plusBundles(Terminal terminal, RegoInputs.Read read) {
        return BundleInputs.read(terminal, bundles, v0 ? 0 : 1, read);
    }

    /** Everything allowed that needs no network: who runs a command may see what the machine sees. */
    CompileOptions compileOptions(RegoInputs.Read read) {
        return CompileOptions.STANDARD
                .withVersion(v0 || read.isV0() ? RegoVersion.V0 : RegoVersion.V1)
                .withForbidden(Set.of("http.send", "net.lookup_ip_addr"));
    }
}
