package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.serving.IdentityException;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.webhook.assembly.Assembly;
import dev.meshwarden.webhook.assembly.RejectedPolicies;
import dev.meshwarden.webhook.audit.query.AuditQuery;
import dev.meshwarden.webhook.audit.query.QueryFilter;
import dev.meshwarden.webhook.audit.query.RecordRow;
import dev.meshwarden.webhook.audit.verify.AuditVerifier;
import dev.meshwarden.webhook.audit.verify.Verification;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ListenConfig;
import dev.meshwarden.webhook.report.Columns;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** {@code demo}: the whole product once, on this machine: webhook, verdicts, a repair, a reload, the audit log. */
@Command(
        name = "demo",
        description = {
            "Starts the webhook on loopback, sends it the fixtures over HTTPS, shows verdicts, a"
                    + " repair,",
            "two empty policies that mean opposite things, and the audit log, which it verifies.",
            "Exit code 0 only when everything came as expected."
        })
final class DemoCommand implements dev.meshwarden.webhook.cli.Command {
    private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(10);
    private static final int EVENTS_SHOWN = 12;
    private static final String PROFILE =
            """
            apiVersion: policy.meshwarden.io/v1
            kind: Profile
            metadata: {name: demo}
            spec:
              extends: %s
              mutations: [MW-MTLS-001]
            """;

    @Override
    public Exit run(Terminal terminal) throws InterruptedException {
        Path fixtures = terminal.home().resolve("test-fixtures");
        if (!Files.isDirectory(fixtures)) {
            throw CannotRead.file(
                    fixtures.toString(), "no such folder: the demo needs the checkout");
        }
        try {
            Path data = Files.createTempDirectory("meshwarden-demo-");
            Path profile = data.resolve("profile").resolve("demo.yaml");
            Files.createDirectories(profile.getParent());
            Files.writeString(profile, PROFILE.formatted("baseline"));
            Config config =
                    Config.STANDARD
                            .withListen(new ListenConfig("127.0.0.1", 0, 0))
                            .withData(data)
                            .withPolicies(
                                    Config.STANDARD.policies().withProfile(profile.toString()));
            return run(terminal, fixtures, profile, config);
        } catch (RejectedPolicies e) {
            throw new CannotRead(e.diagnostics());
        } catch (IdentityException | IOException e) {
            terminal.complain("meshwarden: " + e.getMessage());
            return Exit.INTERNAL;
        }
    }

    private static Exit run(Terminal terminal, Path fixtures, Path profile, Config config)
            throws IOException, IdentityException, InterruptedException {
        Exit exit;
        int sent;
        String key;
        try (Assembly webhook = Assembly.start(config, InstantSource.system());
                var client = new DemoClient(webhook.caBundle(), webhook.port())) {
            terminal.print(
                    terminal.colours().bold("Webhook")
                            + "  https://localhost:"
                            + webhook.port()
                            + "  "
                            + webhook.policySummary());
            key = webhook.auditKey();
            List<VerdictFixture> all = cases(fixtures);
            var table = new DemoTable(terminal, client);
            table.send(
                    "profile baseline",
                    of(all, f -> f.profile() instanceof VerdictFixture.ProfileChoice.AsLoaded));
            exit = new DemoScenes(terminal, client).play(fixtures);
            reload(terminal, webhook, profile);
            table.send(
                    "profile reference, reloaded while serving", of(all, DemoCommand::isReference));
            exit = exit.worse(table.exit());
            sent = table.sent() + DemoScenes.CALLS;
        }
        return exit.worse(audit(terminal, config.data(), key, sent));
    }

    private static List<VerdictFixture> cases(Path fixtures) {
        Instant now = Instant.now();
        List<VerdictFixture> all = new ArrayList<>();
        for (Path file : VerdictCases.find(fixtures, fixtures.toString())) {
            if (!file.toString().contains("/target/")) {
                all.add(VerdictCases.read(file, now));
            }
        }
        return all;
    }

    /** Those that the webhook can judge as it runs here: without a cluster, at this time. */
    private static List<VerdictFixture> of(
            List<VerdictFixture> all, Predicate<VerdictFixture> wanted) {
        return all.stream().filter(f -> f.mesh().isEmpty()).filter(wanted).toList();
    }

    private static boolean isReference(VerdictFixture fixture) {
        return fixture.profile() instanceof VerdictFixture.ProfileChoice.Named(var name)
                && name.equals("reference");
    }

    /** Changes the policies under the running webhook. */
    private static void reload(Terminal terminal, Assembly webhook, Path profile)
            throws IOException {
        String before = webhook.policyRevision();
        Path next = profile.resolveSibling("next");
        Files.writeString(next, PROFILE.formatted("reference"));
        Files.move(
                next, profile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        long begun = System.nanoTime();
        while (webhook.policyRevision().equals(before)) {
            if (System.nanoTime() - begun > RELOAD_PATIENCE.toNanos()) {
                throw new IOException("the changed profile was not put in force");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        terminal.print(
                "Profile changed on disk, in force after "
                        + (System.nanoTime() - begun) / 1_000_000
                        + " ms, without a restart: "
                        + webhook.policyRevision());
        terminal.print("");
    }

    private static Exit audit(Terminal terminal, Path data, String key, int sent)
            throws IOException {
        List<RecordRow> rows = new ArrayList<>();
        new AuditQuery(data).run(QueryFilter.ALL, line -> rows.add(RecordRow.of(line)));
        terminal.print(
                terminal.colours().bold("Audit log")
                        + "  the last of "
                        + rows.size()
                        + " decisions");
        List<List<String>> shown =
                rows.stream()
                        .skip(Math.max(0, rows.size() - EVENTS_SHOWN))
                        .map(RecordRow::cells)
                        .toList();
        terminal.out().print(Columns.of(RecordRow.HEAD, shown));
        Verification verified =
                AuditVerifier.verify(data, List.of(key), List.of(), OptionalLong.empty());
        terminal.print("");
        verified.findings().forEach(finding -> terminal.print("verify: " + finding.text()));
        Exit exit = verified.status(true) == 0 ? Exit.OK : Exit.NO;
        if (rows.size() != sent) {
            terminal.complain(sent + " reviews were sent, " + rows.size() + " are in the log");
            exit = Exit.NO;
        }
        terminal.print("Audit log: " + data.resolve("audit"));
        terminal.print(
                exit == Exit.OK
                        ? terminal.colours().green("Everything came as expected.")
                        : terminal.colours().red("Not everything came as expected."));
        return exit;
    }
}
