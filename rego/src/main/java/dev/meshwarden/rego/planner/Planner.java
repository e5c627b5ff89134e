package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.compile.CompiledModules;
import dev.meshwarden.rego.compile.CompiledQuery;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.compile.RuleTree;
import dev.meshwarden.rego.plan.Func;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Plans a query and every function it needs. Used once. */
public final class Planner {
    /** The name of the entry that the query becomes. */
    public static final String ENTRY = "eval";

    final CompiledModules modules;
    private final Set<Optimisation> optimisations;
    private final Map<Want, String> names = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final Deque<Supplier<Func>> waiting = new ArrayDeque<>();
    private final List<Func> funcs = new ArrayList<>();

    /** A function that something calls. */
    private record Want(Shape shape, List<Value> path, int keys, Env env) {}

    /** What a function answers. */
    private enum Shape {
        /** The document, or a function's value. */
        WHOLE,
        /** The part of a document under keys that are arguments. */
        KEYED
    }

    private Planner(CompiledModules modules, Set<Optimisation> optimisations) {
        this.modules = modules;
        this.optimisations = optimisations;
    }

    /** The plan of a query; its one entry is {@link #ENTRY}. */
    public static Plan plan(
            CompiledModules modules, CompiledQuery query, Set<Optimisation> optimisations) {
        var planner = new Planner(modules, optimisations);
        Plan.Entry entry = new QueryPlanner(planner, query).entry(ENTRY);
        while (!planner.waiting.isEmpty()) {
            planner.funcs.add(planner.waiting.remove().get());
        }
        return new Plan(List.of(entry), planner.funcs);
    }

    boolean does(Optimisation optimisation) {
        return optimisations.contains(optimisation);
    }

    /** The function that answers a place's whole document, or a function of the policy. */
    String whole(Node node, Env env) {
        return named(
                new Want(Shape.WHOLE, node.path(), 0, env),
                node.name(),
                name -> new RulePlanner(this, node, env, name).whole());
    }

    /** The function that answers the part of a place's document under so many keys. */
    String keyed(Node node, int keys, Env env) {
        return named(
                new Want(Shape.KEYED, node.path(), keys, env),
                node.name() + "#" + keys,
                name -> new RulePlanner(this, node, env, name).keyed(keys));
    }

    private String named(Want want, String name, java.util.function.Function<String, Func> plan) {
        String known = names.get(want);
        if (known != null) {
            return known;
        }
        int times = used.merge(name, 1, Integer::sum);
        String unique = times == 1 ? name : name + "@" + times;
        names.put(want, unique);
        waiting.add(() -> plan.apply(unique));
        return unique;
    }

    /** The place of {@code data} itself. */
    Node root() {
        RuleTree<CompiledRule> data = modules.tree().children().get(Str.of("data"));
        return new Node(
                data == null ? new RuleTree<>(List.of(), new java.util.TreeMap<>()) : data,
                List.of());
    }

    /** The place a ground reference into {@code data} leads to; null when there is none. */
    @Nullable Node find(Ref ref) {
        Node node = root();
        for (int i = 0; i < ref.path().size(); i++) {
            RuleTree<CompiledRule> child = node.tree().child(ref.path().get(i));
            if (child == null || !(ref.path().get(i) instanceof dev.meshwarden.rego.ast.Scalar s)) {
                return null;
            }
            node = new Node(child, node.below(s.value()));
        }
        return node;
    }
}
