package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/** A call, or an infix operator, inside a term. Read {@link Form.CallForm} on names and arguments. */
public record Call(Ref operator, List<Term> args, Location at) implements Term {
    public Call {
        args = List.copyOf(args);
    }

    /** The operator's name with dots. */
    public String name() {
        return operator.dotted();
    }

    public Call withArgs(List<Term> changed) {
        return new Call(operator, changed, at);
    }

    /** The same call as an expression's form. */
    public Form.CallForm asForm() {
        return new Form.CallForm(operator, args, at);
    }

    @Override
    public Call at(Location changed) {
        return new Call(operator, args, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}
