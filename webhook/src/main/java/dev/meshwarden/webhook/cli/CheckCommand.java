package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.webhook.report.CheckJson;
import dev.meshwarden.webhook.report.CheckReport;
import dev.meshwarden.webhook.report.CheckText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** {@code check}: decides manifests and AdmissionReviews offline, exactly as the webhook would. */
@Command(
        name = "check",
        description = {
            "Decides manifests or AdmissionReviews without a cluster, exactly as the webhook"
                    + " would.",
            "",
            "Without --user and --group the user is absent, and what needs one is listed as"
                    + " unchecked."
        })
final class CheckCommand implements dev.meshwarden.webhook.cli.Command {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, folders, or - for the standard input.")
    private List<String> paths = List.of();

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Option(
            names = "--context",
            paramLabel = "PATH",
            description = "The cluster before the request: files or folders; repeatable.")
    private List<String> context = List.of();

    @Option(
            names = "--together",
            description = "All inputs are also the context, in their final state.")
    private boolean together;

    @Option(
            names = "--operation",
            paramLabel = "OPERATION",
            description = "CREATE (default; UPDATE with --old), UPDATE or DELETE.")
    private @Nullable Operation operation;

    @Option(names = "--old", paramLabel = "FILE", description = "The objects before an UPDATE.")
    private @Nullable String old;

    @Option(names = "--user", paramLabel = "USER", description = "Who asks.")
    private @Nullable String user;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "A group of the user; repeatable.")
    private List<String> groups = List.of();

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The time of the decision, RFC 3339.")
    private @Nullable OffsetDateTime now;

    @Option(names = "--mutate", description = "Also show what /mutate would change.")
    private boolean mutate;

    @Option(
            names = "--fail-on",
            paramLabel = "ACTION",
            defaultValue = "deny",
            description = "deny (default) or warn: what makes the exit code 1.")
    private FailOn failOn = FailOn.DENY;

    @Mixin private TextOrJson format = new TextOrJson();

    /** What makes the exit code 1. */
    enum FailOn {
        DENY,
        WARN
    }

    @Override
    public Exit run(Terminal terminal) {
        PolicySet set = policies.load(terminal);
        Instant at =
                Optional.ofNullable(now).map(OffsetDateTime::toInstant).orElseGet(Instant::now);
        var check = new Check(set, Optional.ofNullable(operation), userOf(), at, mutate);
        Manifests.Read inputs = Manifests.read(terminal, paths);
        if (old != null) {
            check.old(Manifests.read(terminal, List.of(old)).allObjects());
        }
        if (!context.isEmpty()) {
            check.context(Manifests.read(terminal, context).allObjects());
        }
        if (together) {
            check.context(inputs.objects());
        }
        CheckReport report = check.run(inputs);
        switch (format.format()) {
            case TEXT -> terminal.out().print(CheckText.print(report, terminal.colours()));
            case JSON -> terminal.print(CheckJson.print(report));
        }
        return exit(report);
    }

    private Optional<User> userOf() {
        return user == null && groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new User(user == null ? "" : user, "", groups));
    }

    private Exit exit(CheckReport report) {
        Exit exit = report.errors() > 0 ? Exit.USAGE : Exit.OK;
        boolean warned =
                report.judged().stream()
                        .anyMatch(row ->
                                !row.decision().violations(EnforcementAction.WARN).isEmpty());
        boolean fails = report.denied() > 0 || (failOn == FailOn.WARN && warned);
        return fails ? exit.worse(Exit.NO) : exit;
    }
}
