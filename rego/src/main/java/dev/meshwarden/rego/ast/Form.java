package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What an expression does. */
public sealed interface Form extends Node {
    /** Holds when the term is defined and not false. */
    record TermForm(Term term, Location at) implements Form {
        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /**
     * A call. Operators are calls too: {@code =} is {@code eq}, {@code :=} is {@code assign}, {@code ==} is {@code equal},
     * {@code +} is {@code plus}, {@code x in xs} is {@code internal.member_2}; see {@link Operator}.
     *
     * @param args as many as were written: with one more than the function takes, the last is where the result goes
     */
    record CallForm(Ref operator, List<Term> args, Location at) implements Form {
        public CallForm {
            args = List.copyOf(args);
        }

        /** The operator's name with dots: {@code io.jwt.decode}. */
        public String name() {
            return operator.dotted();
        }

        /** Whether it unifies two terms. */
        public boolean isEquality() {
            return operator.isName("eq");
        }

        /** Whether it declares the variables of its left side and gives them values. */
        public boolean isAssignment() {
            return operator.isName("assign");
        }

        public CallForm withArgs(List<Term> changed) {
            return new CallForm(operator, changed, at);
        }

        /** The same call as a term. */
        public Call asTerm() {
            return new Call(operator, args, at);
        }

        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /** {@code some x, y}: declares names. */
    record SomeVars(List<Var> vars, Location at) implements Form {
        public SomeVars {
            vars = List.copyOf(vars);
        }

        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /**
     * {@code some k, v in xs}: declares the names inside {@code key} and {@code value}, which may be patterns, and iterates.
     *
     * @param key null when only the value was written
     */
    record SomeIn(@Nullable Term key, Term value, Term collection, Location at) implements Form {
        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /**
     * {@code every k, v in domain { body }}.
     *
     * @param key null when only the value was written
     */
    record Every(@Nullable Var key, Var value, Term domain, Body body, Location at)
            implements Form {
        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /**
     * {@code not} as {@code import future.keywords.not} and v2 have it: holds exactly when the whole operand is undefined or
     * false, also what its references and calls need.
     *
     * @param braces the operand was written in braces
     */
    record Not(Body body, boolean braces, Location at) implements Form {
        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /**
     * {@code left and right}, {@code left or right}; {@code and} binds tighter.
     *
     * @param leftBraces the left operand was written in braces
     */
    record Logical(
            Connective op,
            Body left,
            boolean leftBraces,
            Body right,
            boolean rightBraces,
            Location at)
            implements Form {
        @Override
        public String toString() {
            return AstText.of(this);
        }
    }

    /** How two bodies are joined. */
    enum Connective {
        AND("and"),
        OR("or");

        private final String word;

        Connective(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
