package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.diagnostic.Diagnostic;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives every declared variable of a body a name of its own and takes the declarations out: {@code :=} becomes a unification, {@code some} goes, {@code some … in} becomes a
 * unification with an iterating reference. Refuses what is declared twice, or used in its scope before it is declared. Threading: confined to one
 * compilation.
 */
final class LocalRewriter extends TreeChange {
    private static final String IN_NEGATION = "cannot assign vars inside negated expression";

    private final LocalNames names;
    private final LocalScopes scopes;
    private final UnusedLocals unusedLocals;
    private final LocalDeclarations declarations;
    private final List<Diagnostic> errors;

    LocalRewriter(LocalNames names, LocalScopes scopes, boolean strict) {
        this.names = names;
        this.scopes = scopes;
        this.unusedLocals = new UnusedLocals(scopes, strict);
        this.declarations = new LocalDeclarations(names, scopes);
        this.errors = declarations.errors();
    }

    /** Declared twice, or used too early; the body is not fit for further stages. */
    List<Diagnostic> errors() {
        return errors;
    }

    /** Declared and never used. */
    List<Diagnostic> unused() {
        return unusedLocals.found();
    }

    /**
     * @param used names the surroundings use of what the body declares
     */
    Body rewrite(Body body, Set<String> used) {
        var kept = new ArrayList<Expr>(body.size());
        for (Expr expr : body) {
            Expr rewritten = statement(expr);
            if (rewritten != null) {
                kept.add(rewritten);
            }
        }
        if (kept.isEmpty()) {
            kept.add(Expr.of(new Form.TermForm(Scalar.TRUE.at(body.at()), body.at()), body.at()));
        }
        var rewritten = new Body(kept);
        if (errors.isEmpty()) {
            unusedLocals.check(body, rewritten, used);
        }
        return rewritten;
    }

    private @Nullable Expr statement(Expr expr) {
        return switch (expr.form()) {
            case Form.CallForm call when call.isAssignment() -> assignment(expr, call);
            case Form.SomeVars some -> {
                declareAll(some);
                yield null;
            }
            case Form.SomeIn some -> someIn(expr, some);
            case Form.Every every -> every(expr, every);
            case Form.Not not -> not(expr, not);
            case Form.Logical logical -> logical(expr, logical);
            case Form.TermForm _, Form.CallForm _ -> expr(expr);
        };
    }

    private void declareAll(Form.SomeVars some) {
        for (Var var : some.vars()) {
            if (declarations.declare(var.name(), LocalScopes.Origin.DECLARED, some.at()) == null) {
                return;
            }
        }
    }

    private @Nullable Expr someIn(Expr expr, Form.SomeIn some) {
        Term key = some.key() == null ? names.local(some.at()) : some.key();
        Set<String> bound = Vars.ofAll(List.of(key, some.value()), Vars.PATTERN);
        bound.retainAll(Vars.of(some.collection(), Set.of(Vars.Skip.CLOSURES)));
        bound.removeIf(n -> n.startsWith(Var.WILDCARD));
        if (!bound.isEmpty()) {
            for (String name : Vars.sorted(bound)) {
                declarations.fault(some.at(), "var " + name + " assigned before");
            }
            return null;
        }
        Ref iterating =
                some.collection() instanceof Ref ref
                        ? ref.append(key)
                        : new Ref(some.collection(), List.of(key), some.collection().at());
        var eq = Unifying.eq(some.value(), iterating, some.at());
        Set<String> safe = Vars.of(some.collection());
        for (String name : new TreeSet<>(OutputVars.ofEquality(eq, expr, safe))) {
            if (declarations.declare(name, LocalScopes.Origin.DECLARED, some.at()) == null) {
                return null;
            }
        }
        return expr(expr.withForm(eq));
    }

    private @Nullable Expr every(Expr expr, Form.Every every) {
        Term domain = term(every.domain());
        scopes.push();
        try {
            Var key =
                    every.key() == null
                            ? names.local(every.at())
                            : declarations.declared(every.key(), every.at());
            Var value = key == null ? null : declarations.declared(every.value(), every.at());
            if (key == null || value == null) {
                return null;
            }
            Body body = rewrite(every.body(), Set.of());
            return expr(expr.withForm(new Form.Every(key, value, domain, body, every.at())));
        } finally {
            scopes.pop();
        }
    }

    private Expr not(Expr expr, Form.Not not) {
        if (not.braces()) {
            scopes.push();
            Body body = rewrite(not.body(), Set.of());
            Expr changed = expr(expr.withForm(new Form.Not(body, true, not.at())));
            scopes.pop();
            return changed;
        }
        int before = errors.size();
        Body body = operand(not.body(), IN_NEGATION);
        Expr changed = expr.withForm(new Form.Not(body, false, not.at()));
        return errors.size() > before ? changed : expr(changed);
    }

    private Expr logical(Expr expr, Form.Logical l) {
        int before = errors.size();
        String refusal = "cannot assign vars inside implicit " + l.op().word() + " operand";
        Body left = operand(l.left(), l.leftBraces(), refusal);
        Body right = operand(l.right(), l.rightBraces(), refusal);
        Expr changed =
                expr.withForm(
                        new Form.Logical(
                                l.op(), left, l.leftBraces(), right, l.rightBraces(), l.at()));
        return errors.size() > before ? changed : expr(changed);
    }

    private Body operand(Body body, boolean braces, String refusal) {
        if (!braces) {
            return operand(body, refusal);
        }
        scopes.push();
        Body changed = rewrite(body, Set.of());
        scopes.pop();
        return changed;
    }

    /** An operand without braces binds nothing around it, so an assignment in it is refused. */
    private Body operand(Body body, String refusal) {
        var exprs = new ArrayList<Expr>(body.size());
        for (Expr expr : body) {
            switch (expr.form()) {
                case Form.CallForm call when call.isAssignment() -> {
                    declarations.fault(expr.at(), refusal);
                    exprs.add(expr);
                }
                case Form.Not not -> exprs.add(not(expr, not));
                case Form.Logical logical -> exprs.add(logical(expr, logical));
                default -> exprs.add(expr);
            }
        }
        return new Body(exprs);
    }

    private Expr assignment(Expr expr, Form.CallForm call) {
        if (expr.negated()) {
            declarations.fault(expr.at(), IN_NEGATION);
            return expr;
        }
        if (call.args().size() != 2) {
            return expr;
        }
        int before = errors.size();
        Term right = term(call.args().get(1));
        List<With> with = each(expr.with(), w -> new With(w.target(), term(w.value()), w.at()));
        Term left = declarations.assigned(call.args().get(0));
        Expr changed = expr.withModifiers(with);
        return errors.size() > before
                ? changed
                : changed.withForm(Unifying.assigned(List.of(left, right), call.at()));
    }

    @Override
    Term term(Term term) {
        return switch (term) {
            case Var var -> named(var);
            case Ref ref when ref.isName("input") || ref.isName("data") -> root(ref);
            case Ref ref -> new Ref(head(ref.head()), each(ref.path(), this::term), ref.at());
            case Call call -> {
                declarations.refuseShadowed(call);
                yield inside(call);
            }
            case ArrayComp c -> {
                Scoped in = scoped(c.body(), List.of(c.head()));
                yield new ArrayComp(in.heads.getFirst(), in.body, c.at());
            }
            case SetComp c -> {
                Scoped in = scoped(c.body(), List.of(c.head()));
                yield new SetComp(in.heads.getFirst(), in.body, c.at());
            }
            case ObjectComp c -> {
                Scoped in = scoped(c.body(), List.of(c.key(), c.value()));
                yield new ObjectComp(in.heads.getFirst(), in.heads.getLast(), in.body, c.at());
            }
            default -> inside(term);
        };
    }

    private record Scoped(Body body, List<Term> heads) {}

    /** A comprehension: its head is inside the scope of its body. */
    private Scoped scoped(Body body, List<Term> heads) {
        scopes.push();
        Body rewritten = rewrite(body, Vars.ofAll(heads, Set.of()));
        List<Term> changed = each(heads, this::term);
        scopes.pop();
        return new Scoped(rewritten, changed);
    }

    @Override
    Var named(Var var) {
        String renamed = scopes.renamed(var.name());
        if (renamed != null) {
            scopes.use(var.name());
            return renamed.equals(var.name()) ? var : new Var(renamed, var.at());
        }
        scopes.insert(var.name(), var.name(), LocalScopes.Origin.SEEN);
        return var;
    }

    @Override
    Term head(Term head) {
        return head instanceof Var var ? named(var) : term(head);
    }

    @Override
    Ref reference(Ref ref) {
        return new Ref(head(ref.head()), each(ref.path(), this::term), ref.at());
    }

    /** {@code input} or {@code data} alone: a local when one of that name was declared. */
    private Term root(Ref ref) {
        LocalScopes.Origin origin = scopes.anywhere(ref.name());
        String renamed = scopes.renamed(ref.name());
        return origin == null || origin == LocalScopes.Origin.SEEN || renamed == null
                ? ref
                : new Var(renamed, ref.at());
    }

    /** The target keeps its {@code input} even where a local hides it. */
    @Override
    With with(With with) {
        Ref target = with.target();
        if (target.isName("input") || target.isName("data")) {
            return new With(target, term(with.value()), with.at());
        }
        Ref changed = reference(target);
        if (target.name().equals("input")) {
            changed = new Ref(target.head(), changed.path(), target.at());
        }
        return new With(changed, term(with.value()), with.at());
    }
}
