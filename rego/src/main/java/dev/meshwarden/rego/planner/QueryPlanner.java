package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.compile.CompiledQuery;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Str;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans a query as an entry. Each result is an array: the bindings of the query's variables, then the values of its expressions in the order
 * they were written.
 */
final class QueryPlanner {
    private final CompiledQuery query;
    private final FunctionPlan plan;

    QueryPlanner(Planner planner, CompiledQuery query) {
        this.query = query;
        this.plan = new FunctionPlan(planner, Env.BASE, true);
    }

    Plan.Entry entry(String name) {
        return new Plan.Entry(name, List.of(plan.code.capture(this::write)));
    }

    private void write() {
        Map<Location, Operand> values = new HashMap<>();
        boolean alone = query.written().size() == 1;
        for (Expr expr : query.body()) {
            Operand value = plan.bodies.value(expr);
            if (value == null) {
                continue;
            }
            // A query of one expression shows its value even when it is false.
            if (!alone || expr.generated() || plan.code.looped(0)) {
                plan.calls.test(value, expr.at());
            }
            values.put(expr.at(), value);
        }
        Location at = query.body().at();
        List<Operand> exprs = new ArrayList<>();
        for (Expr expr : query.written()) {
            exprs.add(values.getOrDefault(expr.at(), Operand.of(Bool.TRUE)));
        }
        List<Operand> names = new ArrayList<>();
        List<Operand> bound = new ArrayList<>();
        plan.bindings.forEach((local, value) -> {
            String original = query.originalNames().getOrDefault(local, local);
            if (!original.startsWith(Var.WILDCARD) && !original.startsWith("__local")) {
                names.add(Operand.of(Str.of(original)));
                bound.add(value);
            }
        });
        Local bindings = plan.code.newLocal();
        plan.code.emit(new Stmt.ObjectOf(names, bound, bindings, at));
        Local results = plan.code.newLocal();
        plan.code.emit(new Stmt.ArrayOf(exprs, results, at));
        Local both = plan.code.newLocal();
        plan.code.emit(new Stmt.ArrayOf(List.of(bindings, results), both, at));
        plan.code.emit(new Stmt.ResultAdd(both, at));
    }
}
