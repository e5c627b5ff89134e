package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.webhook.report.RuleJson;
import dev.meshwarden.webhook.report.RuleText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Locale;
import java.util.Optional;

/** {@code explain}: one rule, with why it is there and how to satisfy it. */
@Command(
        name = "explain",
        description =
                "Shows one rule: what it looks for and why, a bad and a good example, how to fix,"
                        + " parameters.")
final class ExplainCommand implements dev.meshwarden.webhook.cli.Command {
    @Parameters(paramLabel = "ID", description = "Such as MW-MTLS-001.")
    private String id = "";

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Mixin private TextOrJson format = new TextOrJson();

    @Override
    public Exit run(Terminal terminal) {
        return explain(terminal, policies.load(terminal), id, format.format());
    }

    static Exit explain(Terminal terminal, PolicySet set, String asked, TextOrJson.Format format) {
        String id = asked.toUpperCase(Locale.ROOT);
        Optional<Rules.Entry> entry = set.rules().find(asked).or(() -> set.rules().find(id));
        if (entry.isEmpty()) {
            terminal.complain("meshwarden: no rule is named " + asked);
            RulesCommand.nearest(set, id)
                    .ifPresentOrElse(
                            near -> terminal.complain("Did you mean " + near + "?"),
                            () -> terminal.complain("`meshwarden rules` lists them."));
            return Exit.USAGE;
        }
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT ->
                                    RuleText.one(
                                            set.decider(), entry.get().doc(), terminal.colours());
                            case JSON -> RuleJson.one(set.decider(), entry.get().doc());
                        });
        return Exit.OK;
    }
}
