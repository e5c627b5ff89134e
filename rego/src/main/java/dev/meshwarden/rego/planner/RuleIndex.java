package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The optimisation {@link Optimisation#RULE_INDEX}: of many definitions that each begin by comparing the same argument, or the same path of
 * the input, with a constant, only those of the constant that is there are tried.
 */
final class RuleIndex {
    /** Fewer are tried one by one. */
    private static final int WORTH_IT = 4;

    private final FunctionPlan plan;

    RuleIndex(FunctionPlan plan) {
        this.plan = plan;
    }

    /** What is compared: a path of the input, or a local that is there before the blocks. */
    private record Subject(List<Operand.Const> path, @Nullable Local local) {}

    /** The blocks, or one that chooses among them. */
    List<Block> over(List<Block> blocks, List<Local> params, Location at) {
        if (blocks.size() < WORTH_IT) {
            return blocks;
        }
        List<Map<Subject, Value>> guards = blocks.stream().map(b -> guards(b, params)).toList();
        Subject best = mostGuarded(guards);
        if (best == null) {
            return blocks;
        }
        Set<Value> values = new LinkedHashSet<>();
        for (Map<Subject, Value> g : guards) {
            Value value = g.get(best);
            if (value != null) {
                values.add(value);
            }
        }
        Map<Value, List<Integer>> cases = new LinkedHashMap<>();
        for (Value value : values) {
            cases.put(value, candidates(guards, best, value));
        }
        return List.of(choose(best, cases, candidates(guards, best, null), blocks, at));
    }

    private Block choose(
            Subject by,
            Map<Value, List<Integer>> cases,
            List<Integer> otherwise,
            List<Block> blocks,
            Location at) {
        if (by.local != null) {
            return Block.of(new Stmt.Choose(by.local, cases, otherwise, blocks, at));
        }
        Local found = plan.code.newLocal();
        return Block.of(
                new Stmt.Blocks(List.of(Block.of(new Stmt.InputPath(by.path, found, at))), at),
                new Stmt.Choose(found, cases, otherwise, blocks, at));
    }

    private static List<Integer> candidates(
            List<Map<Subject, Value>> guards, Subject by, @Nullable Value value) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < guards.size(); i++) {
            Value wanted = guards.get(i).get(by);
            if (wanted == null || wanted.equals(value)) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** The subject that most blocks compare; null when no choice would pay. */
    private static @Nullable Subject mostGuarded(List<Map<Subject, Value>> guards) {
        Map<Subject, Integer> counts = new LinkedHashMap<>();
        guards.forEach(g -> g.keySet().forEach(s -> counts.merge(s, 1, Integer::sum)));
        Subject best = null;
        int most = WORTH_IT - 1;
        for (Map.Entry<Subject, Integer> e : counts.entrySet()) {
            if (e.getValue() > most) {
                best = e.getKey();
                most = e.getValue();
            }
        }
        return best;
    }

    /** What a block compares with constants before it does anything else. */
    private static Map<Subject, Value> guards(Block block, List<Local> params) {
        Map<Subject, Value> found = new HashMap<>();
        Map<Local, Subject> looked = new HashMap<>();
        params.forEach(p -> looked.put(p, new Subject(List.of(), p)));
        for (Stmt s : block.stmts()) {
            switch (s) {
                case Stmt.InputPath i -> looked.put(i.target(), new Subject(i.path(), null));
                case Stmt.Equal(Local l, Operand.Const c, _) -> guard(found, looked.get(l), c);
                case Stmt.Equal(Operand.Const c, Local l, _) -> guard(found, looked.get(l), c);
                case Stmt.Equal _,
                        Stmt.NotEqual _,
                        Stmt.Ordered _,
                        Stmt.Dot _,
                        Stmt.HasShape _ -> {}
                default -> {
                    return found;
                }
            }
        }
        return found;
    }

    private static void guard(
            Map<Subject, Value> found, @Nullable Subject subject, Operand.Const constant) {
        if (subject != null) {
            found.putIfAbsent(subject, constant.value());
        }
    }
}
