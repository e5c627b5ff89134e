package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a body into an order in which, from left to right, every variable has a value before it is needed; closures inside too. An expression moves only
 * behind what it waits for: those that are ready keep their order.
 */
final class BodyOrder {
    private final Functions functions;
    private final UnsafeVars unsafe = new UnsafeVars();
    private final Set<String> outer;

    private BodyOrder(Functions functions, Set<String> outer) {
        this.functions = functions;
        this.outer = outer;
    }

    /** The body in order, and what is left unsafe; when anything is, the order means nothing. */
    record Ordered(Body body, UnsafeVars unsafe) {}

    /**
     * @param outer variables that have a value before the body begins
     */
    static Ordered of(Body body, Functions functions, Set<String> outer) {
        var order = new BodyOrder(functions, outer);
        List<Expr> exprs = order.arrange(body);
        List<Expr> inside = order.closures(exprs);
        return new Ordered(inside.size() == body.size() ? new Body(inside) : body, order.unsafe);
    }

    private List<Expr> arrange(Body body) {
        Set<String> own = Vars.needed(body, functions);
        var safe = new LinkedHashSet<>(own);
        safe.retainAll(outer);
        for (Expr expr : body) {
            for (String name : Vars.needed(List.of(expr), functions)) {
                if (!safe.contains(name)) {
                    unsafe.add(expr, name);
                }
            }
        }
        var ordered = new ArrayList<Expr>(body.size());
        var left = new ArrayList<Waiting>(body.size());
        body.forEach(e -> left.add(new Waiting(e)));
        var becameSafe = new ArrayList<String>();
        boolean moved = true;
        while (moved && !left.isEmpty()) {
            moved = false;
            for (var rest = left.listIterator(); rest.hasNext(); ) {
                Waiting waiting = rest.next();
                if (waiting.mayBeReady(becameSafe)
                        && isReady(waiting, own, safe, becameSafe, ordered)) {
                    ordered.add(waiting.expr);
                    rest.remove();
                    moved = true;
                }
            }
        }
        return ordered;
    }

    /** An expression that is not in order yet. It is looked at again only when one of its variables got a value since. */
    private static final class Waiting {
        final Expr expr;
        final Set<String> closedOver;
        private final Set<String> names;
        private int seen = -1;

        Waiting(Expr expr) {
            this.expr = expr;
            this.closedOver = inClosures(expr);
            this.names = Vars.of(expr);
        }

        boolean mayBeReady(List<String> becameSafe) {
            boolean news =
                    seen < 0
                            || becameSafe.subList(seen, becameSafe.size()).stream()
                                    .anyMatch(names::contains);
            seen = becameSafe.size();
            return news;
        }
    }

    /** When it is, its outputs have become safe. */
    private boolean isReady(
            Waiting waiting,
            Set<String> own,
            Set<String> safe,
            List<String> becameSafe,
            List<Expr> ordered) {
        Expr expr = waiting.expr;
        Set<String> outputs = OutputVars.of(expr, functions, safe);
        Set<String> closedOver = new LinkedHashSet<>(waiting.closedOver);
        closedOver.retainAll(own);
        closedOver.removeAll(outer);
        if (!closedOver.isEmpty()) {
            closedOver.removeAll(OutputVars.of(ordered, functions, safe));
            if (!closedOver.isEmpty()) {
                if (closedOver.equals(outputs)) {
                    return false; // it would read, inside, what it binds itself
                }
                unsafe.set(expr, closedOver);
            }
        }
        if (!unsafe.settle(expr, outputs, safe)) {
            return false;
        }
        for (String name : outputs) {
            if (safe.add(name)) {
                becameSafe.add(name);
            }
        }
        return true;
    }

    /** Variables inside an expression's closures. */
    private static Set<String> inClosures(Expr expr) {
        var names = new LinkedHashSet<String>();
        Walk.over(
                expr,
                node ->
                        switch (node) {
                            case Form.Every every -> {
                                names.addAll(Vars.of(every.body()));
                                yield false;
                            }
                            case Form.Not not -> {
                                names.addAll(Vars.of(not.body()));
                                yield false;
                            }
                            case Form.Logical logical -> {
                                names.addAll(Vars.of(logical.left()));
                                names.addAll(Vars.of(logical.right()));
                                yield false;
                            }
                            case Term term when Walk.isComprehension(term) -> {
                                names.addAll(Vars.of(term));
                                yield false;
                            }
                            default -> true;
                        });
        return names;
    }

    /** Orders the closures inside each expression: they may use what stands in front of it. */
    private List<Expr> closures(List<Expr> exprs) {
        var known = new LinkedHashSet<>(outer);
        var changed = new ArrayList<Expr>(exprs.size());
        @Nullable Expr before = null;
        for (Expr expr : exprs) {
            if (before != null) {
                known.addAll(Vars.needed(List.of(before), functions));
            }
            before = expr;
            changed.add(new Closures(known, expr).expr(expr));
        }
        return changed;
    }

    /** Orders what is inside of one expression. */
    private final class Closures extends TreeChange {
        private final Set<String> known;
        private final Expr of;

        Closures(Set<String> known, Expr of) {
            this.known = known;
            this.of = of;
        }

        @Override
        Form form(Form form) {
            return switch (form) {
                case Form.Every every -> {
                    if (every.key() != null) {
                        known.add(every.key().name());
                    }
                    known.add(every.value().name());
                    yield new Form.Every(
                            every.key(),
                            every.value(),
                            every.domain(),
                            order(Set.of(), every.body()),
                            every.at());
                }
                case Form.Not not ->
                        new Form.Not(order(Set.of(), not.body()), not.braces(), not.at());
                case Form.Logical l ->
                        new Form.Logical(
                                l.op(),
                                order(Set.of(), l.left()),
                                l.leftBraces(),
                                order(Set.of(), l.right()),
                                l.rightBraces(),
                                l.at());
                default -> super.form(form);
            };
        }

        @Override
        Term term(Term term) {
            return switch (term) {
                case ArrayComp c ->
                        new ArrayComp(c.head(), order(Vars.of(c.head()), c.body()), c.at());
                case SetComp c -> new SetComp(c.head(), order(Vars.of(c.head()), c.body()), c.at());
                case ObjectComp c -> {
                    Set<String> heads = Vars.of(c.key());
                    heads.addAll(Vars.of(c.value()));
                    yield new ObjectComp(c.key(), c.value(), order(heads, c.body()), c.at());
                }
                default -> inside(term);
            };
        }

        private Body order(Set<String> heads, Body body) {
            Set<String> bound = Vars.needed(body, functions);
            bound.addAll(known);
            for (String name : heads) {
                if (!bound.contains(name)) {
                    unsafe.add(of, name);
                }
            }
            Ordered ordered = BodyOrder.of(body, functions, known);
            if (ordered.unsafe().isEmpty()) {
                return ordered.body();
            }
            unsafe.addAll(ordered.unsafe());
            return body;
        }
    }
}
