package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.engine.CompileOptions;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Set;

/** Options of the commands that work on Rego itself. */
final class RegoOptions {
    private static final Set<String> NETWORK = Set.of("http.send", "net.lookup_ip_addr");

    @Option(names = "--v0-compatible", description = "Modules that do not say are of Rego v0.")
    private boolean v0;

    @Option(
            names = {"-b", "--bundle"},
            paramLabel = "BUNDLE",
            description = "A bundle: a folder or a .tar.gz archive; repeatable.")
    private List<String> bundles = List.of();

    @Option(
            names = "--allow-net",
            paramLabel = "HOST",
            split = ",",
            description =
                    "A host that http.send and net.lookup_ip_addr may reach; repeatable. Without"
                            + " any, calling them is an error.")
    private List<String> hosts = List.of();

    /** Whom policies may reach. */
    Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    /** Whether modules or data come from bundles. */
    boolean hasBundles() {
        return !bundles.isEmpty();
    }

    List<String> bundles() {
        return bundles;
    }

    /** What was read otherwise, and the bundles. */
    RegoInputs.Read plusBundles(Terminal terminal, RegoInputs.Read read) {
        return BundleInputs.read(terminal, bundles, read);
    }

    /** Everything allowed that needs no network: who runs a command may see what the machine sees. */
    CompileOptions compileOptions(RegoInputs.Read read) {
        return CompileOptions.STANDARD
                .withVersion(v0 ? RegoVersion.V0 : RegoVersion.V1)
                .withVersions(read.versions())
                .withForbidden(hosts.isEmpty() ? NETWORK : Set.of());
    }
}
