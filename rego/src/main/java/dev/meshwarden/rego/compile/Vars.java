package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects the names of variables below nodes; heads of references and operators count as variables unless they are skipped. */
final class Vars {
    /** What a collection passes over. */
    enum Skip {
        /** The first part of each reference. */
        REF_HEADS,
        OBJECT_KEYS,
        /** Comprehensions, template strings, bodies of every, not, and, or. */
        CLOSURES,
        SETS,
        /** Names of functions: of calls, and in modifiers. */
        OPERATORS,
        TEMPLATES
    }

    /** What the safety of a body is judged by. */
    static final Set<Skip> SAFETY = Set.of(Skip.OPERATORS, Skip.CLOSURES);

    /** What a pattern can bind. */
    static final Set<Skip> PATTERN = Set.of(Skip.REF_HEADS, Skip.OBJECT_KEYS, Skip.CLOSURES);

    /** The root documents, which are always bound. */
    static final Set<String> ROOTS = Set.of("data", "input");

    private final EnumSet<Skip> skip = EnumSet.noneOf(Skip.class);
    private final @Nullable Functions promoting;
    private final Map<String, Location> found = new LinkedHashMap<>();

    private Vars(Set<Skip> skip, @Nullable Functions promoting) {
        this.skip.addAll(skip);
        this.promoting = promoting;
    }

    static Set<String> of(Node node, Set<Skip> skip) {
        return ofAll(List.of(node), skip);
    }

    static Set<String> of(Node node) {
        return of(node, Set.of());
    }

    static Set<String> ofAll(Iterable<? extends Node> nodes, Set<Skip> skip) {
        return new LinkedHashSet<>(places(nodes, skip).keySet());
    }

    /** With where each one stands; the last place counts. */
    static Map<String, Location> places(Iterable<? extends Node> nodes, Set<Skip> skip) {
        var vars = new Vars(skip, null);
        nodes.forEach(vars::visit);
        return vars.found;
    }

    /**
     * As {@link #SAFETY} has it, and besides what operands of not, and, or without braces need from outside: such an operand is no
     * scope of its own in the eyes of its author.
     */
    static Set<String> needed(Iterable<? extends Node> nodes, Functions functions) {
        var vars = new Vars(SAFETY, functions);
        nodes.forEach(vars::visit);
        return new LinkedHashSet<>(vars.found.keySet());
    }

    static Set<String> minus(Set<String> from, Set<String> these) {
        var rest = new LinkedHashSet<>(from);
        rest.removeAll(these);
        return rest;
    }

    static SortedSet<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }

    private void visit(Node node) {
        switch (node) {
            case Var(var name, var at) -> found.put(name, at);
            case Expr expr -> visitExpr(expr);
            case Form.CallForm call when skip.contains(Skip.OPERATORS) ->
                    visitCall(call.operator(), call.args());
            case Form.Not not when skip.contains(Skip.CLOSURES) ->
                    promote(not.body(), not.braces());
            case Form.Logical logical when skip.contains(Skip.CLOSURES) -> {
                promote(logical.left(), logical.leftBraces());
                promote(logical.right(), logical.rightBraces());
            }
            case With with when skip.contains(Skip.OPERATORS) -> visitWith(with);
            case Term term -> visitTerm(term);
            default -> Walk.children(node, this::visit);
        }
    }

    private void visitExpr(Expr expr) {
        if (skip.contains(Skip.CLOSURES) && expr.form() instanceof Form.Every every) {
            visit(every.domain());
        } else {
            Walk.children(expr, this::visit);
        }
    }

    private void visitTerm(Term term) {
        switch (term) {
            case ObjectTerm object when skip.contains(Skip.OBJECT_KEYS) ->
                    object.entries().forEach(e -> visit(e.value()));
            case Ref ref when skip.contains(Skip.REF_HEADS) -> ref.path().forEach(this::visit);
            case SetTerm _ when skip.contains(Skip.SETS) -> {}
            case TemplateString _
                    when skip.contains(Skip.CLOSURES) || skip.contains(Skip.TEMPLATES) -> {}
            case Call call when skip.contains(Skip.OPERATORS) ->
                    visitCall(call.operator(), call.args());
            case Term t when skip.contains(Skip.CLOSURES) && Walk.isComprehension(t) -> {}
            default -> Walk.children(term, this::visit);
        }
    }

    private void visitCall(Ref operator, List<Term> args) {
        operator.path().forEach(this::visit);
        args.forEach(this::visit);
    }

    private void visitWith(With with) {
        with.target().path().forEach(this::visit);
        if (with.value() instanceof Ref ref) {
            ref.path().forEach(this::visit);
        } else {
            visit(with.value());
        }
    }

    private void promote(Body operand, boolean braces) {
        if (promoting != null && !braces) {
            OutputVars.neededByOperand(operand, promoting)
                    .forEach(name -> found.put(name, operand.at()));
        }
    }
}
