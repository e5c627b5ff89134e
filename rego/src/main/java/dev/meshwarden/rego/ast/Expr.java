package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/**
 * One step of a body.
 *
 * @param negated by the {@code not} of v0 and v1; the newer one, whose operand may be a body, is {@link Form.Not}
 * @param generated nobody wrote it
 */
public record Expr(Form form, boolean negated, List<With> with, boolean generated, Location at)
        implements Node {
    public Expr {
        with = List.copyOf(with);
    }

    public static Expr of(Form form, Location at) {
        return new Expr(form, false, List.of(), false, at);
    }

    public Expr withForm(Form changed) {
        return new Expr(changed, negated, with, generated, at);
    }

    public Expr withModifiers(List<With> changed) {
        return new Expr(form, negated, changed, generated, at);
    }

    public Expr withNegated(boolean on) {
        return new Expr(form, on, with, generated, at);
    }

    public Expr withAt(Location changed) {
        return new Expr(form, negated, with, generated, changed);
    }

    public Expr asGenerated() {
        return new Expr(form, negated, with, true, at);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}
