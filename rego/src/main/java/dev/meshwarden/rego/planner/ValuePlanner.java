package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.List;

/** Plans rules and functions that have one value: definitions that must agree, chains of else, a default. */
final class ValuePlanner {
    private final FunctionPlan plan;
    private final List<CompiledRule> rules;
    private final List<CompiledRule> defaults;
    private final List<Local> params;
    private final Local result;
    private final Stmt.AssignOnce.Conflict conflict;

    ValuePlanner(FunctionPlan plan, Node node, List<Local> params, Local result) {
        this.plan = plan;
        this.rules = node.rules().stream().filter(r -> !r.isDefault()).toList();
        this.defaults = node.rules().stream().filter(CompiledRule::isDefault).toList();
        this.params = params;
        this.result = result;
        this.conflict =
                node.kind() == Node.Kind.FUNCTION
                        ? Stmt.AssignOnce.Conflict.FUNCTION
                        : Stmt.AssignOnce.Conflict.RULE;
    }

    void blocks(List<Block> blocks) {
        boolean agree = allAgree();
        List<Block> definitions = new ArrayList<>();
        for (CompiledRule rule : rules) {
            if (agree) {
                for (CompiledRule r = rule; r != null; r = r.orElse()) {
                    definitions.add(branch(r, this::leave));
                }
            } else if (rule.orElse() == null) {
                definitions.add(branch(rule, (r, value) -> settle(r, value, result)));
            } else {
                definitions.add(chain(rule));
            }
        }
        if (!rules.isEmpty()) {
            blocks.addAll(plan.indexed(definitions, params, rules.getFirst().at()));
        }
        for (CompiledRule rule : defaults) {
            blocks.add(otherwise(rule));
        }
    }

    /** Whether every definition has the same constant for its value: then the first that holds says it all. */
    private boolean allAgree() {
        Term first = null;
        for (CompiledRule rule : rules) {
            for (CompiledRule r = rule; r != null; r = r.orElse()) {
                Term value = r.head().yields().term();
                if (!value.isGround() || (first != null && !value.same(first))) {
                    return false;
                }
                first = value;
            }
        }
        return true;
    }

    /** What happens to a definition's value. */
    private interface Holds {
        void with(CompiledRule rule, Operand value);
    }

    private Block branch(CompiledRule rule, Holds holds) {
        int mark = plan.bindings.mark();
        Block block = plan.code.capture(() -> write(rule, holds));
        plan.bindings.rollBack(mark);
        return block;
    }

    private void write(CompiledRule rule, Holds holds) {
        List<Term> args = rule.head().args();
        for (int i = 0; i < args.size(); i++) {
            plan.unify.match(params.get(i + 2), args.get(i), rule.head().at());
        }
        plan.bodies.body(rule.body());
        holds.with(rule, plan.terms.term(rule.head().yields().term()));
    }

    /** The value is the answer, and nothing else is tried. */
    private void leave(CompiledRule rule, Operand value) {
        Location at = rule.head().at();
        plan.code.emit(new Stmt.Assign(value, result, at));
        plan.code.emit(new Stmt.Return(result, at));
    }

    /** The value is the answer unless another solution or definition disagrees. */
    private void settle(CompiledRule rule, Operand value, Local target) {
        if (rules.size() == 1 && !plan.code.looped(1)) {
            leave(rule, value);
        } else {
            plan.code.emit(new Stmt.AssignOnce(value, target, conflict, rule.at()));
        }
    }

    /** A rule with else: the first branch that holds gives the value. */
    private Block chain(CompiledRule rule) {
        Local chosen = plan.code.newLocal();
        Location at = Location.NONE;
        List<Block> branches = new ArrayList<>();
        return plan.code.capture(() -> {
            plan.code.emit(new Stmt.Reset(chosen, at));
            for (CompiledRule r = rule; r != null; r = r.orElse()) {
                CompiledRule current = r;
                int mark = plan.bindings.mark();
                branches.add(
                        plan.code.capture(() -> {
                            if (current != rule) {
                                plan.code.emit(new Stmt.IsUndefined(chosen, at));
                            }
                            write(current, (x, v) -> settle(x, v, chosen));
                        }));
                plan.bindings.rollBack(mark);
            }
            plan.code.emit(new Stmt.Blocks(branches, at));
            plan.code.emit(new Stmt.IsDefined(chosen, at));
            plan.code.emit(new Stmt.AssignOnce(chosen, result, conflict, rule.at()));
        });
    }

    private Block otherwise(CompiledRule rule) {
        return branch(
                rule,
                (r, value) -> plan.code.emit(new Stmt.Assign(value, result, r.head().at())),
                new Stmt.IsUndefined(result, Location.NONE));
    }

    private Block branch(CompiledRule rule, Holds holds, Stmt first) {
        int mark = plan.bindings.mark();
        Block block =
                plan.code.capture(() -> {
                    plan.code.emit(first);
                    write(rule, holds);
                });
        plan.bindings.rollBack(mark);
        return block;
    }
}
