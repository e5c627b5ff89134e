package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Func;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.List;

/** Plans the rules of one place as a function. Used once. */
final class RulePlanner {
    private final Node node;
    private final String name;
    private final FunctionPlan plan;
    private final Local result;
    private final List<Local> params = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    RulePlanner(Planner planner, Node node, Env env, String name) {
        this.node = node;
        this.name = name;
        this.plan = new FunctionPlan(planner, env, false);
        params.add(Operand.INPUT);
        params.add(Operand.DATA);
        this.result = plan.code.newLocal();
    }

    /** The whole document, or the function. */
    Func whole() {
        switch (node.kind()) {
            case INNER -> new ExtentPlanner(plan, node, result).blocks(blocks);
            case COMPLETE -> new ValuePlanner(plan, node, params, result).blocks(blocks);
            case FUNCTION -> {
                int arity = node.tree().rules().getFirst().head().args().size();
                for (int i = 0; i < arity; i++) {
                    params.add(plan.code.newLocal());
                }
                new ValuePlanner(plan, node, params, result).blocks(blocks);
            }
            case SET -> {
                start(new Stmt.MakeSet(result, Location.NONE));
                each(
                        List.of(),
                        r ->
                                plan.code.emit(
                                        new Stmt.SetAdd(
                                                plan.terms.term(r.head().yields().term()),
                                                result,
                                                r.head().at())));
            }
            case OBJECT -> {
                start(new Stmt.MakeObject(result, Location.NONE));
                each(List.of(), this::insert);
            }
        }
        return func(node.kind() == Node.Kind.FUNCTION ? Func.Memo.NONE : Func.Memo.ONE);
    }

    /** The part of the document under so many keys: for a set the member, for objects of one level the value, else objects with that part alone. */
    Func keyed(int keys) {
        List<Local> given = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            given.add(plan.code.newLocal());
        }
        params.addAll(given);
        if (node.kind() == Node.Kind.SET) {
            each(
                    given,
                    r -> plan.code.emit(new Stmt.Assign(given.getFirst(), result, r.head().at())));
        } else if (node.isFlatObject()) {
            each(
                    given,
                    r ->
                            plan.code.emit(
                                    new Stmt.AssignOnce(
                                            plan.terms.term(r.head().yields().term()),
                                            result,
                                            Stmt.AssignOnce.Conflict.KEY,
                                            r.head().at())));
        } else {
            start(new Stmt.MakeObject(result, Location.NONE));
            each(given, this::insert);
        }
        return func(Func.Memo.BY_ARGUMENTS);
    }

    private void start(Stmt make) {
        blocks.add(Block.of(make));
    }

    /** One block for each rule: its keys matched, its body, then the action. */
    private void each(List<Local> given, java.util.function.Consumer<CompiledRule> action) {
        List<Block> definitions = new ArrayList<>();
        for (CompiledRule rule : node.rules()) {
            int mark = plan.bindings.mark();
            definitions.add(
                    plan.code.capture(() -> {
                        List<Term> keys = new ArrayList<>(node.keysOf(rule));
                        if (rule.head().isMultiValue()) {
                            keys.add(rule.head().yields().term());
                        }
                        for (int i = 0; i < Math.min(keys.size(), given.size()); i++) {
                            plan.unify.match(given.get(i), keys.get(i), rule.head().at());
                        }
                        plan.bodies.body(rule.body());
                        action.accept(rule);
                    }));
            plan.bindings.rollBack(mark);
        }
        blocks.addAll(plan.indexed(definitions, params, at()));
    }

    private void insert(CompiledRule rule) {
        List<Operand> path = plan.terms.all(node.keysOf(rule));
        Operand value = plan.terms.term(rule.head().yields().term());
        plan.code.emit(
                new Stmt.InsertAt(
                        path,
                        value,
                        result,
                        rule.head().isMultiValue()
                                ? Stmt.InsertAt.Leaf.SET
                                : Stmt.InsertAt.Leaf.VALUE,
                        rule.head().at()));
    }

    private Func func(Func.Memo memo) {
        blocks.add(Block.of(new Stmt.Return(result, Location.NONE)));
        return new Func(name, node.name(), params, result, blocks, List.of(), memo, at());
    }

    private Location at() {
        return node.tree().rules().isEmpty() ? Location.NONE : node.tree().rules().getFirst().at();
    }
}
