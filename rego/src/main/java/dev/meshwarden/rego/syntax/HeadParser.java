package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The head of a rule up to its body: name, arguments, and what it yields. */
final class HeadParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    /**
     * A head as written.
     *
     * @param called parentheses follow the name, perhaps empty ones
     * @param contains {@code key} stands behind the word {@code contains}
     */
    record Written(
            Ref ref,
            List<Term> args,
            boolean called,
            @Nullable Term key,
            @Nullable Term value,
            boolean assigns,
            boolean contains,
            Location at) {}

    HeadParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Null without a fault when what stands here is no head. */
    @Nullable Written head(boolean isDefault) {
        Location start = cursor.at();
        Var name = grammar.refs.name();
        if (cursor.adjacent() && isOperator(cursor.kind())) {
            cursor.unexpected("");
        }
        Term term = grammar.refs.restOfRuleHead(name);
        if (term == null) {
            cursor.unexpected("expected rule head name");
            return null;
        }
        boolean called = term instanceof Call;
        Ref ref =
                switch (term) {
                    case Var v -> new Ref(v, List.of(), v.at());
                    case Ref r -> r;
                    case Call c -> c.operator();
                    default -> null;
                };
        if (ref == null) {
            return null;
        }
        if (!(ref.head() instanceof Var)) {
            if (called) {
                cursor.unexpected("rule head ref " + ref + " invalid");
            }
            return null;
        }
        List<Term> args = term instanceof Call c ? c.args() : List.of();
        return switch (cursor.kind()) {
            case CONTAINS -> member(ref, args, called, start);
            case UNIFY, ASSIGN -> value(ref, args, called, start, isDefault);
            default ->
                    new Written(ref, args, called, null, null, false, false, cursor.since(start));
        };
    }

    private @Nullable Written member(Ref ref, List<Term> args, boolean called, Location start) {
        if (called) {
            cursor.unexpected(
                    ("the contains keyword can only be used with multi-value rule definitions"
                                    + " (e.g., %s contains <VALUE> { ... })")
                            .formatted(ref));
        }
        cursor.advance();
        Term key = grammar.infix.term();
        if (key == null) {
            cursor.unexpected(
                    "expected rule key term (e.g., %s contains <VALUE> { ... })".formatted(ref));
            return null;
        }
        return new Written(ref, args, called, key, null, false, true, cursor.since(start));
    }

    private @Nullable Written value(
            Ref ref, List<Term> args, boolean called, Location start, boolean isDefault) {
        boolean assigns = cursor.is(Kind.ASSIGN);
        cursor.advance();
        Term value = grammar.infix.term();
        if (value == null) {
            String wanted;
            if (!assigns) {
                wanted = "expected rule value term (e.g., %s[<nil>] = <VALUE> { ... })";
            } else if (!args.isEmpty()) {
                wanted = "expected function value term (e.g., %s(...) := <VALUE> { ... })";
            } else if (isDefault) {
                wanted = "expected default rule value term (e.g., default %s := <VALUE>)";
            } else {
                wanted = "expected rule value term (e.g., %s := <VALUE> { ... })";
            }
            cursor.unexpected(wanted.formatted(ref));
            return null;
        }
        return new Written(ref, args, called, null, value, assigns, false, cursor.since(start));
    }

    private static boolean isOperator(Kind kind) {
        return switch (kind) {
            case PLUS,
                    MINUS,
                    TIMES,
                    DIVIDE,
                    REMAINDER,
                    AMPERSAND,
                    BAR,
                    EQUAL,
                    NOT_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LESS,
                    LESS_OR_EQUAL ->
                    true;
            default -> false;
        };
    }
}
