package dev.meshwarden.rego.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.plan.PlanPrinter;
import dev.meshwarden.rego.plan.PlanReader;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Plans that OPA made run here too: the executor is not our planner's alone. */
class OpaPlansTest {
    private static final String PLAN =
            """
            {"static": {"strings": [{"value": "x"}, {"value": "4.50"}], "files": [{"value": "a.rego"}]},
             "plans": {"plans": [{"name": "eval", "blocks": [{"stmts": [
               {"type": "MakeNumberRefStmt", "stmt": {"Index": 1, "target": 2, "file": 0, "row": 1, "col": 1}},
               {"type": "MakeObjectStmt", "stmt": {"target": 3}},
               {"type": "ObjectInsertStmt", "stmt": {"key": {"type": "string_index", "value": 0},
                  "value": {"type": "local", "value": 2}, "object": 3}},
               {"type": "ResultSetAddStmt", "stmt": {"value": 3}}]}]}]},
             "funcs": {"funcs": []}}
            """;

    @Test
    void aPlanInOpasJsonIsReadPrintedAndRun() {
        var plan = PlanReader.read((Obj) JsonReader.read(PLAN));
        assertThat(PlanPrinter.print(plan))
                .isEqualTo(
                        """
                        entry eval
                          block
                            $2 = 4.50
                            $3 = {}
                            $3["x"] = $2
                            result $3
                        """);
        assertThat(run(Program.of(plan, _ -> null), null, Obj.EMPTY))
                .singleElement()
                .hasToString("{\"x\": 4.50}");
    }

    @Test
    void everyPlanThatOpaMadeOfItsCasesCanBeMadeReady() throws IOException {
        String dir = System.getenv("REGO_COMPLIANCE_DIR");
        Path root =
                dir != null
                        ? Path.of(dir)
                        : FixtureTree.root().resolve("../shared/rego-compliance").normalize();
        assumeTrue(Files.isDirectory(root), "no compliance cases in " + root);
        List<Path> files;
        try (Stream<Path> all = Files.list(root.resolve("v1/plans"))) {
            files = all.sorted().toList();
        }
        int made = 0;
        for (Path file : files) {
            Obj document = (Obj) JsonReader.read(Files.readString(file));
            if (document.get("plans") instanceof Array plans) {
                for (Value p : plans) {
                    if (((Obj) p).get("plan") instanceof Obj plan) {
                        Program.of(PlanReader.read(plan), OpaPlansTest::any);
                        made++;
                    }
                }
            }
        }
        assertThat(made).isEqualTo(2_400);
    }

    private static Builtin any(String name) {
        Builtin known = BuiltinTable.find(name);
        return known != null
                ? known
                : Builtin.pure(
                        name,
                        dev.meshwarden.rego.type.Type.function(dev.meshwarden.rego.type.Type.NULL),
                        (_, _) -> Null.NULL);
    }

    private static List<Value> run(Program program, @Nullable Value input, Obj data) {
        var context =
                new BuiltinContext(new Budget(Limits.STANDARD), Instant.EPOCH, World.closed());
        var run = program.begin(context, false, input, data);
        program.run("eval", run, input, data);
        return run.results();
    }
}
