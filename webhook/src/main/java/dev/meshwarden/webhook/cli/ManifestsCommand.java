package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.PoliciesConfig;
import dev.meshwarden.webhook.config.Version;
import dev.meshwarden.webhook.kube.manifests.InstallOptions;
import dev.meshwarden.webhook.kube.manifests.Installation;
import dev.meshwarden.webhook.kube.manifests.Overlay;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;

/** {@code manifests}: what to give a cluster. */
@Command(
        name = "manifests",
        description = {
            "Prints the Kubernetes objects of an installation, for `kubectl apply -f -`.",
            "The running webhook registers itself; see --external."
        })
final class ManifestsCommand implements dev.meshwarden.webhook.cli.Command {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--namespace",
            paramLabel = "N",
            description = "Namespace of the installation (meshwarden-system).")
    private String namespace = ClusterConfig.STANDARD.namespace();

    @Option(
            names = "--image",
            paramLabel = "REF",
            description = "Image that the replicas run (meshwarden of this version).")
    private String image = "meshwarden:" + Version.current().text();

    @Option(
            names = "--overlay",
            paramLabel = "NAME",
            description = {
                "base: one replica; dev: one, small;",
                "ha: three, spread over nodes and zones."
            })
    private Overlay overlay = Overlay.BASE;

    @Option(names = "--observe", description = "Deny nothing yet; record what would be denied.")
    private boolean observe;

    @Option(
            names = "--api-server-cidr",
            paramLabel = "CIDR",
            description = "Where API servers call from; may be repeated; any by default.")
    private List<String> apiServerCidrs = List.of();

    @Option(
            names = "--metrics-namespace",
            paramLabel = "N",
            description = "Whose pods may read the admin port; may be repeated.")
    private List<String> metricsNamespaces = List.of();

    @Option(
            names = "--external",
            description = {
                "Print the webhook configurations as well, at Ignore: they are yours, to keep in",
                "Git and to set to Fail; the webhook fills in the caBundle and reports drift."
            })
    private boolean external;

    @Option(
            names = "--monitoring",
            description = {
                "Print a PodMonitor and a PrometheusRule with the alerts as well, for the",
                "Prometheus operator."
            })
    private boolean monitoring;

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Override
    public Exit run(Terminal terminal) {
        InstallOptions options = options(terminal);
        Installation installation = Installation.of(options);
        if (external) {
            Decider decider = policies.load(terminal).decider();
            installation = installation.plusRegistration(options, decider);
        }
        if (monitoring) {
            installation = installation.plusMonitoring(options);
        }
        terminal.out().print(installation.yaml());
        return Exit.OK;
    }

    private InstallOptions options(Terminal terminal) {
        try {
            return new InstallOptions(
                    namespace,
                    image,
                    overlay,
                    external
                            ? InstallOptions.Registration.EXTERNAL
                            : InstallOptions.Registration.MANAGED,
                    policies.over(PoliciesConfig.STANDARD, terminal).profile(),
                    observe,
                    apiServerCidrs,
                    metricsNamespaces);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
