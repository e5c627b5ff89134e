package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.Iterator;
import java.util.List;

/** One or more expressions that must all hold. */
public record Body(List<Expr> exprs) implements Node, Iterable<Expr> {
    public Body {
        exprs = List.copyOf(exprs);
        if (exprs.isEmpty()) {
            throw new IllegalStateException("bug: a body without expressions");
        }
    }

    public static Body of(Expr... exprs) {
        return new Body(List.of(exprs));
    }

    /** The body of a rule that was written without one. */
    public static Body implicit(Location at) {
        return of(Expr.of(new Form.TermForm(Scalar.TRUE.at(at), at), at).asGenerated());
    }

    public int size() {
        return exprs.size();
    }

    public Expr get(int index) {
        return exprs.get(index);
    }

    @Override
    public Iterator<Expr> iterator() {
        return exprs.iterator();
    }

    /** The first expression's place. */
    @Override
    public Location at() {
        return exprs.getFirst().at();
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}
