package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.compile.RuleTree;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plans references into {@code data}: down the tree of rules as far as it goes, beside it down the base documents. */
final class DataPlanner {
    private final FunctionPlan plan;

    DataPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    /**
     * A place in the base documents that has not been looked up yet.
     *
     * @param from a document that has been looked up
     * @param path from there
     */
    private record BasePlace(Operand from, List<Operand> path) {
        BasePlace below(Operand key) {
            List<Operand> longer = new ArrayList<>(path);
            longer.add(key);
            return new BasePlace(from, longer);
        }
    }

    Operand ref(Ref ref) {
        return at(plan.planner.root(), new BasePlace(Operand.DATA, List.of()), ref, 0);
    }

    /**
     * @param node where the parts before {@code i} lead in the tree of rules; null when they lead out of it
     */
    private Operand at(@Nullable Node node, BasePlace base, Ref ref, int i) {
        if (node == null) {
            return intoBase(lookUp(base, ref.at()), ref, i);
        }
        if (i == ref.path().size()) {
            return call(plan.planner.whole(node, plan.env), List.of(), ref.at());
        }
        Term part = ref.path().get(i);
        if (part instanceof Scalar(Value key, _)) {
            Node child = child(node, key);
            return child != null && child.kind() != Node.Kind.INNER
                    ? ofRules(child, ref, i + 1)
                    : at(child, base.below(Operand.of(key)), ref, i + 1);
        }
        if (visibleChildren(node).isEmpty()) {
            return at(null, base, ref, i);
        }
        return eachChild(node, base, ref, i);
    }

    private @Nullable Node child(Node node, Value key) {
        RuleTree<CompiledRule> tree = node.tree().children().get(key);
        if (tree == null) {
            return null;
        }
        var child = new Node(tree, node.below(key));
        return plan.env.hides(child.path()) ? null : child;
    }

    private List<Value> visibleChildren(Node node) {
        return node.tree().children().keySet().stream()
                .filter(key -> child(node, key) != null)
                .toList();
    }

    /** The document of a place that has rules, from the part behind it on. */
    private Operand ofRules(Node node, Ref ref, int next) {
        Location at = ref.at();
        switch (node.kind()) {
            case FUNCTION -> {
                plan.code.fail(at);
                return Operand.of(Null.NULL);
            }
            case COMPLETE, INNER -> {
                return plan.refs.into(
                        call(plan.planner.whole(node, plan.env), List.of(), at),
                        ref.path(),
                        next,
                        at);
            }
            case SET, OBJECT -> {
                int keys = knownKeys(ref, next, node.mostKeys());
                if (keys == 0) {
                    return plan.refs.into(
                            call(plan.planner.whole(node, plan.env), List.of(), at),
                            ref.path(),
                            next,
                            at);
                }
                List<Operand> given = plan.terms.all(ref.path().subList(next, next + keys));
                Operand found = call(plan.planner.keyed(node, keys, plan.env), given, at);
                boolean member = node.kind() == Node.Kind.SET || node.isFlatObject();
                return plan.refs.into(found, ref.path(), member ? next + 1 : next, at);
            }
        }
        throw new IllegalStateException("bug: no such kind");
    }

    private int knownKeys(Ref ref, int from, int most) {
        int keys = 0;
        while (keys < most
                && from + keys < ref.path().size()
                && !plan.terms.hasUnbound(ref.path().get(from + keys))) {
            keys++;
        }
        return keys;
    }

    private Local call(String function, List<Operand> given, Location at) {
        List<Operand> args = new ArrayList<>();
        args.add(Operand.INPUT);
        args.add(Operand.DATA);
        args.addAll(given);
        Local result = plan.code.newLocal();
        plan.code.emit(new Stmt.Call(function, args, result, at));
        return result;
    }

    private Operand lookUp(BasePlace base, Location at) {
        Operand found = base.from;
        for (Operand key : base.path) {
            found = baseDot(found, key, at);
        }
        return found;
    }

    private Local baseDot(Operand from, Operand key, Location at) {
        Local member = plan.code.newLocal();
        plan.code.emit(new Stmt.BaseDot(from, key, member, at));
        return member;
    }

    private Operand intoBase(Operand document, Ref ref, int from) {
        Operand found = document;
        for (Term part : ref.path().subList(from, ref.path().size())) {
            found =
                    plan.terms.hasUnbound(part)
                            ? plan.refs.scan(found, part, ref.at())
                            : baseDot(found, plan.terms.term(part), ref.at());
        }
        return found;
    }

    /** A part that is no constant, where the tree goes on: one producer for the base documents and one for each child. */
    private Operand eachChild(Node node, BasePlace base, Ref ref, int i) {
        Location at = ref.at();
        Term part = ref.path().get(i);
        Operand known = plan.terms.hasUnbound(part) ? null : plan.terms.term(part);
        List<Value> children = visibleChildren(node);
        Set<String> unbound = new LinkedHashSet<>();
        ref.path().subList(i, ref.path().size()).forEach(p -> unbound(p, unbound));
        List<Local> shared = unbound.stream().map(_ -> plan.code.newLocal()).toList();
        Local value = plan.code.newLocal();
        List<Block> producers = new ArrayList<>();
        producers.add(
                producer(
                        () -> {
                            Operand document = lookUp(base, at);
                            Operand key;
                            Operand found;
                            if (known == null) {
                                Local k = plan.code.newLocal();
                                Local v = plan.code.newLocal();
                                Local source = plan.local(document, at);
                                plan.code.openLoop(b -> new Stmt.Scan(source, k, v, b, at));
                                key = k;
                                found = v;
                            } else {
                                key = known;
                                found = null;
                            }
                            plan.code.emit(notOneOf(children, key, at));
                            if (found == null) {
                                found = baseDot(document, key, at);
                            } else {
                                plan.unify.match(key, part, at);
                            }
                            return intoBase(found, ref, i + 1);
                        },
                        unbound,
                        shared,
                        value,
                        at));
        for (Value key : children) {
            Node child = child(node, key);
            if (child == null || child.kind() == Node.Kind.FUNCTION) {
                continue;
            }
            producers.add(
                    producer(
                            () -> {
                                plan.unify.match(Operand.of(key), part, at);
                                return child.kind() == Node.Kind.INNER
                                        ? at(child, base.below(Operand.of(key)), ref, i + 1)
                                        : ofRules(child, ref, i + 1);
                            },
                            unbound,
                            shared,
                            value,
                            at));
        }
        plan.code.openLoop(b -> new Stmt.Union(producers, b, at));
        int n = 0;
        for (String name : unbound) {
            plan.bindings.bind(name, shared.get(n++));
        }
        return value;
    }

    private Block producer(
            java.util.function.Supplier<Operand> found,
            Set<String> unbound,
            List<Local> shared,
            Local value,
            Location at) {
        int mark = plan.bindings.mark();
        Block block =
                plan.code.capture(() -> {
                    int depth = plan.code.depth();
                    plan.code.emit(new Stmt.Assign(found.get(), value, at));
                    int n = 0;
                    for (String name : unbound) {
                        Operand bound = plan.bindings.get(name);
                        if (bound != null) {
                            plan.code.emit(new Stmt.Assign(bound, shared.get(n), at));
                        }
                        n++;
                    }
                    plan.code.emit(new Stmt.Yield(plan.code.depth() - depth, at));
                });
        plan.bindings.rollBack(mark);
        return block;
    }

    private Stmt notOneOf(List<Value> keys, Operand key, Location at) {
        return new Stmt.Not(
                Block.of(
                        new Stmt.Dot(
                                Operand.of(RegoSet.ofAll(keys)), key, plan.code.newLocal(), at)),
                at);
    }

    private void unbound(Term term, Set<String> into) {
        if (term instanceof Var v) {
            if (!plan.bindings.has(v.name())) {
                into.add(v.name());
            }
        } else if (plan.terms.hasUnbound(term)) {
            switch (term) {
                case dev.meshwarden.rego.ast.ArrayTerm a ->
                        a.elements().forEach(e -> unbound(e, into));
                case dev.meshwarden.rego.ast.ObjectTerm o ->
                        o.entries()
                                .forEach(e -> {
                                    unbound(e.key(), into);
                                    unbound(e.value(), into);
                                });
                default -> {}
            }
        }
    }
}
