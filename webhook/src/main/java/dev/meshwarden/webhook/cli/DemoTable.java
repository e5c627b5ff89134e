package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.webhook.report.Columns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sends verdict fixtures to the webhook and holds its answers against what they expect. Confined to one thread. */
final class DemoTable {
    private static final List<String> HEAD = List.of("VERDICT", "", "MS", "CASE", "DENIED BY");

    private final Terminal terminal;
    private final DemoClient client;
    private int sent;
    private int wrong;

    DemoTable(Terminal terminal, DemoClient client) {
        this.terminal = terminal;
        this.client = client;
    }

    void send(String title, List<VerdictFixture> fixtures)
            throws IOException, InterruptedException {
        List<List<String>> rows = new ArrayList<>();
        int wrongBefore = wrong;
        for (VerdictFixture fixture : fixtures) {
            DemoClient.Answer answer = client.ask("/validate", fixture.review());
            sent++;
            String fault = fault(fixture, answer);
            if (!fault.isEmpty()) {
                wrong++;
            }
            rows.add(
                    List.of(
                            answer.verdict(),
                            fault.isEmpty() ? "ok" : fault,
                            "%.1f".formatted(answer.took().toNanos() / 1e6),
                            name(fixture),
                            String.join(" ", answer.rules())));
        }
        terminal.print("");
        terminal.print(terminal.colours().bold("Verdicts") + "  " + title);
        terminal.out().print(Columns.of(HEAD, rows));
        int right = rows.size() - (wrong - wrongBefore);
        terminal.print(right + " of " + rows.size() + " as expected");
        terminal.print("");
        terminal.out().flush();
    }

    private static String name(VerdictFixture fixture) {
        String[] parts = fixture.name().split("/");
        return parts.length < 2
                ? fixture.name()
                : parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }

    /** Empty when the answer is the expected one. */
    private static String fault(VerdictFixture fixture, DemoClient.Answer answer) {
        String verdict = fixture.expect().verdict().text();
        if (!verdict.equals(answer.verdict())) {
            return "expected " + verdict;
        }
        if (fixture.expect().violations().isEmpty()) {
            return "";
        }
        Set<String> wanted =
                fixture.expect().violations().get().stream()
                        .filter(v ->
                                v.action().orElse(EnforcementAction.DENY) == EnforcementAction.DENY)
                        .map(VerdictFixture.ExpectedViolation::rule)
                        .collect(Collectors.toCollection(TreeSet::new));
        return answer.verdict().equals("deny") && !wanted.equals(new TreeSet<>(answer.rules()))
                ? "expected " + String.join(" ", wanted)
                : "";
    }

    int sent() {
        return sent;
    }

    Exit exit() {
        return wrong == 0 ? Exit.OK : Exit.NO;
    }
}
