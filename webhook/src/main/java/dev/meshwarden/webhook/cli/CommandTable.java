package dev.meshwarden.webhook.cli;

import java.util.List;
import java.util.function.Supplier;

/** Every command, in the order of the help text. A command that is not here does not exist. */
final class CommandTable {
    private CommandTable() {}

    static final List<Supplier<Object>> ALL =
            List.of(
                    ServeCommand::new,
                    DemoCommand::new,
                    CheckCommand::new,
                    ReviewCommand::new,
                    RulesCommand::new,
                    ExplainCommand::new,
                    TestCommand::new,
                    EvalCommand::new,
                    ComplianceCommand::new,
                    BenchCommand::new,
                    AuditCommand::new,
                    CertsCommand::new,
                    ManifestsCommand::new);
}
