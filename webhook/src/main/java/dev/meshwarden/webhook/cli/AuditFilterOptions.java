package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.query.QueryFilter;
import dev.meshwarden.webhook.audit.query.TimeText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which records are asked for. Options are ANDed, the values of one are alternatives. */
final class AuditFilterOptions {
    @Option(
            names = "--record",
            split = ",",
            paramLabel = "KIND",
            description =
                    "decision (default), start, stop, recovery, rotate, gap, policy_load, config,"
                            + " pause.")
    private List<String> records = List.of();

    @Option(
            names = "--verdict",
            split = ",",
            paramLabel = "VERDICT",
            description = "allow, warn, deny, error, shed, break_glass.")
    private List<String> verdicts = List.of();

    @Option(names = "--kind", split = ",", paramLabel = "KIND", description = "Kind of the object.")
    private List<String> kinds = List.of();

    @Option(
            names = {"--ns", "--namespace"},
            split = ",",
            paramLabel = "NAMESPACE",
            description = "Namespace of the object.")
    private List<String> namespaces = List.of();

    @Option(names = "--name", split = ",", paramLabel = "NAME", description = "Name of the object.")
    private List<String> names = List.of();

    @Option(
            names = "--op",
            split = ",",
            paramLabel = "OPERATION",
            description = "CREATE, UPDATE, DELETE, CONNECT.")
    private List<String> operations = List.of();

    @Option(names = "--user", split = ",", paramLabel = "USER", description = "Who asked.")
    private List<String> users = List.of();

    @Option(names = "--phase", split = ",", paramLabel = "PHASE", description = "validate, mutate.")
    private List<String> phases = List.of();

    @Option(
            names = {"--policy", "--rule"},
            split = ",",
            paramLabel = "ID",
            description = "A rule or constraint that was violated.")
    private List<String> policies = List.of();

    @Option(
            names = "--policy-rev",
            split = ",",
            paramLabel = "REVISION",
            description = "Judged by this policy revision.")
    private List<String> revisions = List.of();

    @Option(
            names = "--policy-result",
            split = ",",
            paramLabel = "RESULT",
            description = "pass, fail, skip, error, timeout.")
    private List<String> results = List.of();

    @Option(
            names = "--exemption",
            split = ",",
            paramLabel = "NAME",
            description = "A used exemption, or any.")
    private List<String> exemptions = List.of();

    @Option(names = "--would-deny", description = "Only what enforcement mode let pass.")
    private boolean wouldDeny;

    @Option(names = "--has-patch", description = "Only what was changed.")
    private boolean hasPatch;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "yesterday, today, 30d (ago), a date, RFC 3339.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private @Nullable String until;

    /** Throws {@link CannotRead} for words that are no kind of record or no time. */
    QueryFilter filter(Instant now) {
        return new QueryFilter(
                records.stream().map(AuditFilterOptions::kind).collect(Collectors.toSet()),
                set(verdicts),
                set(kinds),
                set(namespaces),
                set(names),
                set(operations),
                set(users),
                set(phases),
                set(policies),
                set(revisions),
                set(results),
                set(exemptions),
                wouldDeny,
                hasPatch,
                time("--since", since, now),
                time("--until", until, now));
    }

    private static Set<String> set(List<String> all) {
        return new TreeSet<>(all);
    }

    private static RecordKind kind(String text) {
        return Arrays.stream(RecordKind.values())
                .filter(k -> k.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        CannotRead.file(
                                "--record",
                                "`"
                                        + text
                                        + "` is no kind of record: "
                                        + Arrays.stream(RecordKind.values())
                                                .map(RecordKind::text)
                                                .collect(Collectors.joining(", "))));
    }

    private static Optional<Instant> time(String option, @Nullable String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> read = TimeText.parse(text, now, ZoneId.systemDefault());
        if (read.isEmpty()) {
            throw CannotRead.file(
                    option, "`" + text + "` is no time, such as yesterday, 30d or 2026-11-24");
        }
        return read;
    }
}
