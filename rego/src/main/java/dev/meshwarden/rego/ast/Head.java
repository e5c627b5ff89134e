package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import java.util.List;

/**
 * What a rule defines.
 *
 * @param ref its name and, for a rule that defines a part of a document, the path into it: {@code p[x].q}; without {@code data} and
 *     package
 * @param args of a function; empty for any other rule
 * @param assigns written with {@code :=}
 */
public record Head(Ref ref, List<Term> args, Yield yields, boolean assigns, Location at)
        implements Node {
    /** What the document at {@link #ref} is, or gains. */
    public sealed interface Yield {
        /** The term that says it. */
        Term term();

        /** The document is this value. */
        record One(Term value, boolean generated) implements Yield {
            @Override
            public Term term() {
                return value;
            }
        }

        /** The document is a set, and this is a member. */
        record Member(Term key) implements Yield {
            @Override
            public Term term() {
                return key;
            }
        }
    }

    public Head {
        args = List.copyOf(args);
    }

    /** The first part of the reference. */
    public String name() {
        return ref.name();
    }

    public boolean isFunction() {
        return !args.isEmpty();
    }

    /** Whether the document is a set that the rule adds a member to. */
    public boolean isMultiValue() {
        return yields instanceof Yield.Member;
    }

    public Head withRef(Ref changed) {
        return new Head(changed, args, yields, assigns, at);
    }

    public Head withArgs(List<Term> changed) {
        return new Head(ref, changed, yields, assigns, at);
    }

    public Head withYield(Yield changed) {
        return new Head(ref, args, changed, assigns, at);
    }

    /** With another value or key of the same kind. */
    public Head withYieldTerm(Term changed) {
        return withYield(
                switch (yields) {
                    case Yield.One(_, var generated) -> new Yield.One(changed, generated);
                    case Yield.Member _ -> new Yield.Member(changed);
                });
    }

    @Override
    public String toString() {
        return RuleText.of(this, RegoVersion.V1);
    }
}
