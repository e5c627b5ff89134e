package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out which variables an expression gives a value to, when those in {@code safe} have one. */
final class OutputVars {
    private static final Set<Vars.Skip> ARGUMENT =
            Set.copyOf(
                    EnumSet.of(
                            Vars.Skip.CLOSURES,
                            Vars.Skip.SETS,
                            Vars.Skip.OBJECT_KEYS,
                            Vars.Skip.REF_HEADS));

    private OutputVars() {}

    /** What a body binds beyond {@code safe}, its expressions taken in the order they stand. */
    static Set<String> of(List<Expr> body, Functions functions, Set<String> safe) {
        var all = new LinkedHashSet<>(safe);
        for (Expr expr : body) {
            all.addAll(of(expr, functions, all));
        }
        all.removeIf(safe::contains);
        return all;
    }

    static Set<String> of(Expr expr, Functions functions, Set<String> safe) {
        if (expr.negated()) {
            return Set.of();
        }
        for (With with : expr.with()) {
            if (!safe.containsAll(Vars.of(with, Vars.SAFETY))) {
                return Set.of();
            }
        }
        return switch (expr.form()) {
            case Form.TermForm(TemplateString _, _) -> Set.of();
            case Form.TermForm form -> ofTerms(withTerms(form, expr), safe);
            case Form.CallForm call when Unifying.is(call) -> ofEquality(call, expr, safe);
            case Form.CallForm call -> ofCall(call, expr, functions, safe);
            case Form.Every every -> ofTerms(List.of(every.domain()), safe);
            case Form.Not _, Form.Logical _ -> Set.of();
            case Form.SomeVars _, Form.SomeIn _ -> Set.of();
        };
    }

    private static List<Node> withTerms(Form form, Expr expr) {
        var nodes = new ArrayList<Node>();
        nodes.add(form);
        nodes.addAll(expr.with());
        return nodes;
    }

    /** What a unification binds. */
    static Set<String> ofEquality(Form.CallForm call, Expr expr, Set<String> safe) {
        if (call.args().size() != 2) {
            return safe;
        }
        Set<String> read = ofTerms(withTerms(call, expr), safe);
        // the left side of := only takes: it must not lend a value to the right side
        Set<String> taking = Unifying.isAssigned(call) ? Vars.of(call.args().getFirst()) : Set.of();
        read.removeAll(taking);
        Set<String> output =
                Unification.bound(
                        name ->
                                !taking.contains(name)
                                        && (safe.contains(name) || read.contains(name)),
                        call.args().get(0),
                        call.args().get(1));
        output.addAll(read);
        output.removeIf(safe::contains);
        return output;
    }

    private static Set<String> ofCall(
            Form.CallForm call, Expr expr, Functions functions, Set<String> safe) {
        int arity = functions.arity(call.operator());
        if (arity < 0) {
            return Set.of();
        }
        Set<String> output = ofTerms(withTerms(call, expr), safe);
        if (arity >= call.args().size()) {
            return output;
        }
        Set<String> open = Vars.ofAll(call.args().subList(0, arity), ARGUMENT);
        open.addAll(Vars.of(call.operator(), ARGUMENT));
        open.removeAll(output);
        open.removeIf(safe::contains);
        if (!open.isEmpty()) {
            return Set.of();
        }
        output.addAll(Vars.ofAll(call.args().subList(arity, call.args().size()), ARGUMENT));
        return output;
    }

    /** The variables in paths of references whose heads are bound: reading the reference binds them. */
    private static Set<String> ofTerms(Iterable<? extends Node> nodes, Set<String> safe) {
        var output = new LinkedHashSet<String>();
        for (Node node : nodes) {
            Walk.over(
                    node,
                    n -> {
                        if (n instanceof TemplateString
                                || n instanceof Term t && Walk.isComprehension(t)) {
                            return false;
                        }
                        if (n instanceof Ref ref) {
                            if (!Unification.isSafe(ref, safe::contains)) {
                                return false;
                            }
                            if (!ref.isGround()) {
                                output.addAll(Vars.of(ref, Set.of(Vars.Skip.REF_HEADS)));
                            }
                        }
                        return true;
                    });
        }
        return output;
    }

    /**
     * What an operand of not, and, or without braces needs from outside: every variable that the operand does not both bind and
     * use in another of its expressions.
     */
    static Set<String> neededByOperand(Body operand, Functions functions) {
        var occurs = new LinkedHashMap<String, Integer>();
        for (Expr expr : operand) {
            Vars.of(expr, Vars.SAFETY).forEach(name -> occurs.merge(name, 1, Integer::sum));
        }
        if (operand.size() == 1) {
            return occurs.keySet();
        }
        Set<String> bound = boundInside(operand, functions, occurs);
        var needed = new LinkedHashSet<String>();
        occurs.forEach((name, times) -> {
            if (!bound.contains(name) || times == 1) {
                needed.add(name);
            }
        });
        return needed;
    }

    private static Set<String> boundInside(
            Body operand, Functions functions, Map<String, Integer> occurs) {
        var safe = new LinkedHashSet<>(Vars.ROOTS);
        safe.addAll(occurs.keySet());
        for (Expr expr : operand) {
            if (expr.form() instanceof Form.CallForm call && Unifying.is(call)) {
                for (Term side : call.args()) {
                    if (side instanceof Var(var name, _)) {
                        safe.remove(name);
                    }
                }
            }
        }
        var bound = new LinkedHashSet<String>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Expr expr : operand) {
                if (expr.form() instanceof Form.CallForm call && Unifying.is(call)) {
                    Set<String> output = ofEquality(call, expr, safe);
                    if (bound.addAll(output)) {
                        safe.addAll(output);
                        changed = true;
                    }
                }
            }
        }
        for (Expr expr : operand) {
            if (expr.form() instanceof Form.CallForm call && !Unifying.is(call)) {
                int arity = functions.arity(call.operator());
                if (arity >= 0 && arity < call.args().size()) {
                    bound.addAll(
                            Vars.ofAll(call.args().subList(arity, call.args().size()), ARGUMENT));
                }
            }
        }
        return bound;
    }
}
