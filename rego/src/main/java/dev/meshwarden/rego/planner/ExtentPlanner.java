package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.compile.RuleTree;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Plans the document of a place without rules: what the rules below define, merged into the base document. */
final class ExtentPlanner {
    private static final Location AT = Location.NONE;

    private final FunctionPlan plan;
    private final Node node;
    private final Local result;

    ExtentPlanner(FunctionPlan plan, Node node, Local result) {
        this.plan = plan;
        this.node = node;
        this.result = result;
    }

    void blocks(List<Block> blocks) {
        Local rules = plan.code.newLocal();
        blocks.add(plan.code.capture(() -> below(node, rules)));
        blocks.add(
                plan.code.capture(() -> {
                    Operand base = Operand.DATA;
                    for (Value key : node.path()) {
                        Local next = plan.code.newLocal();
                        plan.code.emit(new Stmt.BaseDot(base, Operand.of(key), next, AT));
                        base = next;
                    }
                    plan.code.emit(new Stmt.ObjectMerge(base, rules, result, AT));
                }));
        blocks.add(Block.of(new Stmt.IsUndefined(result, AT), new Stmt.Assign(rules, result, AT)));
    }

    /** Builds the object that the rules below a place define. */
    private void below(Node place, Local object) {
        plan.code.emit(new Stmt.MakeObject(object, AT));
        List<Block> members = new ArrayList<>();
        for (var entry : place.tree().children().entrySet()) {
            RuleTree<CompiledRule> tree = entry.getValue();
            var child = new Node(tree, place.below(entry.getKey()));
            boolean hidden =
                    plan.env.hides(child.path())
                            || (place.path().isEmpty() && RuleTree.isHidden(entry.getKey()));
            if (hidden || child.kind() == Node.Kind.FUNCTION) {
                continue;
            }
            members.add(
                    plan.code.capture(() -> {
                        Local value = plan.code.newLocal();
                        if (child.kind() == Node.Kind.INNER) {
                            below(child, value);
                        } else {
                            plan.code.emit(
                                    new Stmt.Call(
                                            plan.planner.whole(child, plan.env),
                                            List.of(Operand.INPUT, Operand.DATA),
                                            value,
                                            AT));
                        }
                        plan.code.emit(
                                new Stmt.ObjectInsert(
                                        Operand.of(entry.getKey()), value, object, AT));
                    }));
        }
        plan.code.emit(new Stmt.Blocks(members, AT));
    }
}
