package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.interpret.Program;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.limit.WrittenSize;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.planner.Planner;
import dev.meshwarden.rego.runtime.Documents;
import dev.meshwarden.rego.runtime.Failure;
import dev.meshwarden.rego.runtime.Run;
import dev.meshwarden.rego.runtime.Watcher;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A query planned against a policy. Immutable, shared by all threads. */
public final class PreparedQuery {
    private static final Watcher NOBODY =
            new Watcher() {
                @Override
                public void enter(String rule, Location at) {}

                @Override
                public void leave(String rule, boolean defined) {}

                @Override
                public void step(Location at, boolean held) {}

                @Override
                public void note(String message, Location at) {}
            };

    private final Plan plan;
    private final Program program;
    private final Body written;
    private final Obj own;

    private PreparedQuery(Plan plan, Program program, Body written, Obj own) {
        this.plan = plan;
        this.program = program;
        this.written = written;
        this.own = own;
    }

    static PreparedQuery of(
            Plan plan, Body written, Function<String, @Nullable Builtin> builtins, Obj own) {
        return new PreparedQuery(plan, Program.of(plan, builtins), written, own);
    }

    /** One whose evaluations tell a watcher. */
    static PreparedQuery watched(
            Plan plan, Body written, Function<String, @Nullable Builtin> builtins, Obj own) {
        return new PreparedQuery(plan, Program.watched(plan, builtins), written, own);
    }

    /** The solutions, or why there are none to show. */
    public record Solutions(List<Solution> found, Outcome end) {
        public Solutions {
            found = List.copyOf(found);
        }
    }

    /** One solution: each expression's text and value in order, and the query's variables. */
    public record Solution(List<ExpressionValue> expressions, Obj bindings) {
        public Solution {
            expressions = List.copyOf(expressions);
        }
    }

    /** The value of one expression of the query. */
    public record ExpressionValue(String text, Value value, int row, int column) {}

    /** The plan that is run. */
    public Plan plan() {
        return plan;
    }

    /** The value of a query that is one reference or term: of the first expression of the first solution. */
    public Outcome evaluate(Evaluation evaluation) {
        return run(evaluation, NOBODY, new ArrayList<>());
    }

    /** As {@link #evaluate(Evaluation)}; a query prepared to be watched tells the watcher what it does. */
    public Outcome evaluate(Evaluation evaluation, Watcher watcher) {
        return run(evaluation, watcher, new ArrayList<>());
    }

    /** Every solution of the query, as {@code eval} and the suites show them. */
    public Solutions solutions(Evaluation evaluation) {
        return solutions(evaluation, NOBODY);
    }

    /** As {@link #solutions(Evaluation)}; a query prepared to be watched tells the watcher what it does. */
    public Solutions solutions(Evaluation evaluation, Watcher watcher) {
        var results = new ArrayList<Value>();
        Outcome end = run(evaluation, watcher, results);
        List<Solution> found = new ArrayList<>();
        for (Value result : results) {
            found.add(solution((Array) result));
        }
        return new Solutions(found, end);
    }

    private Solution solution(Array result) {
        Array values = (Array) result.at(1);
        List<ExpressionValue> expressions = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            var at = written.get(i).at();
            expressions.add(new ExpressionValue(at.text(), values.at(i), at.row(), at.column()));
        }
        return new Solution(expressions, (Obj) result.at(0));
    }

    private Outcome run(Evaluation evaluation, Watcher watcher, List<Value> results) {
        return program.isDeep()
                ? DeepStack.call(() -> runHere(evaluation, watcher, results))
                : runHere(evaluation, watcher, results);
    }

    private Outcome runHere(Evaluation evaluation, Watcher watcher, List<Value> results) {
        Limits limits = evaluation.limits();
        var budget = new Budget(limits);
        var context = new BuiltinContext(budget, evaluation.now(), evaluation.world());
        Value data = Documents.merge(own, evaluation.data());
        Run run = program.begin(context, evaluation.strict(), evaluation.input(), data);
        run.tell(watcher);
        try {
            program.run(Planner.ENTRY, run, evaluation.input(), data);
            return end(run, limits, results);
        } catch (Failure f) {
            return new Outcome.Failed(f.error(), run.errors());
        } catch (Halt h) {
            return halted(h.limit(), run);
        }
    }

    private Outcome end(Run run, Limits limits, List<Value> results) {
        List<Diagnostic> errors = run.errors();
        if (run.results().isEmpty()) {
            return new Outcome.Undefined(errors);
        }
        var size = new WrittenSize(Limit.RESULT_BYTES, limits.resultBytes(), limits.builtDepth());
        run.results().forEach(size::add);
        results.addAll(run.results());
        Array first = (Array) run.results().getFirst();
        Array values = (Array) first.at(1);
        return new Outcome.Defined(values.size() == 0 ? Bool.TRUE : values.at(0), errors);
    }

    /** Outside every rule it is the query that halted. */
    private Outcome halted(Limit limit, Run run) {
        Location query = written.size() == 0 ? Location.NONE : written.get(0).at();
        String rule = run.haltedIn();
        return new Outcome.Halted(
                limit,
                rule.isEmpty() ? query.text() : rule,
                run.haltedAt() == Location.NONE ? query : run.haltedAt(),
                run.errors());
    }
}
