package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.webhook.report.RuleJson;
import dev.meshwarden.webhook.report.RuleText;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** {@code rules}: every rule in force, or one of them whole. */
@Command(
        name = "rules",
        description = "Lists the rules in force: id, severity, action, what they look for.")
final class RulesCommand implements dev.meshwarden.webhook.cli.Command {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "One rule, as `explain` shows it.")
    private @Nullable String id;

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Mixin private TextOrJson format = new TextOrJson();

    @Override
    public Exit run(Terminal terminal) {
        PolicySet set = policies.load(terminal);
        if (id != null) {
            return ExplainCommand.explain(terminal, set, id, format.format());
        }
        terminal.out()
                .print(
                        switch (format.format()) {
                            case TEXT -> RuleText.list(set.decider(), terminal.colours());
                            case JSON -> RuleJson.list(set.decider());
                        });
        return Exit.OK;
    }

    static Optional<String> nearest(PolicySet set, String id) {
        return set.rules().ids().stream()
                .filter(known -> known.endsWith(id) || known.startsWith(id))
                .findFirst();
    }
}
