package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Func;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.plan.Stmt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many Java calls deep a plan can nest at most; a plan of very long chains of rules needs more stack than a thread has. */
final class StackNeed {
    /** Java calls for one call of a function, for one step that nests, for one loop. */
    private static final int CALL = 4;

    private static final int NESTING = 2;
    private static final int LOOP = 4;

    /** A walk goes as deep as a document may. */
    private static final int WALK = 1_024;

    private final Map<String, Integer> needs = new HashMap<>();

    /** A call inside a function: how deep it stands, and what it calls. */
    private record Called(String func, int depth) {}

    private StackNeed() {}

    static int of(Plan plan) {
        var need = new StackNeed();
        for (Func f : need.calleesFirst(plan)) {
            need.needs.put(f.name(), need.need(f.blocks()));
        }
        int most = 0;
        for (Plan.Entry e : plan.entries()) {
            most = Math.max(most, need.need(e.blocks()));
        }
        return most;
    }

    private int need(List<Block> blocks) {
        int most = 0;
        for (Called c : called(blocks)) {
            most = Math.max(most, c.depth + CALL + needs.getOrDefault(c.func, 0));
        }
        return most;
    }

    /** Without recursion: chains of functions may be long. */
    private List<Func> calleesFirst(Plan plan) {
        Map<String, Func> byName = new HashMap<>();
        plan.funcs().forEach(f -> byName.put(f.name(), f));
        List<Func> sorted = new ArrayList<>();
        Set<String> begun = new HashSet<>();
        Set<String> done = new HashSet<>();
        Deque<Func> stack = new ArrayDeque<>(plan.funcs());
        while (!stack.isEmpty()) {
            Func top = stack.peek();
            if (!begun.add(top.name())) {
                stack.pop();
                if (done.add(top.name())) {
                    sorted.add(top);
                }
                continue;
            }
            for (Called c : called(top.blocks())) {
                Func callee = byName.get(c.func);
                if (callee != null && !begun.contains(c.func)) {
                    stack.push(callee);
                }
            }
        }
        return sorted;
    }

    private static List<Called> called(List<Block> blocks) {
        List<Called> all = new ArrayList<>();
        all.add(new Called("", 0));
        blocks.forEach(b -> block(b, NESTING, all));
        return all;
    }

    private static void block(Block block, int depth, List<Called> all) {
        all.add(new Called("", depth));
        for (Stmt s : block.stmts()) {
            switch (s) {
                case Stmt.Call c -> all.add(new Called(c.func(), depth + 1));
                case Stmt.Blocks b -> b.blocks().forEach(x -> block(x, depth + NESTING, all));
                case Stmt.Choose c -> c.blocks().forEach(x -> block(x, depth + NESTING, all));
                case Stmt.Not n -> block(n.body(), depth + NESTING, all);
                case Stmt.With w -> block(w.body(), depth + NESTING, all);
                case Stmt.WithMock w -> block(w.body(), depth + NESTING, all);
                case Stmt.Outside o -> block(o.body(), depth + NESTING, all);
                case Stmt.Scan n -> block(n.body(), depth + LOOP, all);
                case Stmt.Relation r -> block(r.body(), depth + LOOP, all);
                case Stmt.Walk w -> block(w.body(), depth + WALK, all);
                case Stmt.Union u -> {
                    int inside = all.size();
                    u.producers().forEach(x -> block(x, depth + NESTING, all));
                    int deepest =
                            all.subList(inside, all.size()).stream()
                                    .mapToInt(Called::depth)
                                    .max()
                                    .orElse(depth);
                    block(u.body(), deepest + NESTING, all);
                }
                default -> {}
            }
        }
    }
}
