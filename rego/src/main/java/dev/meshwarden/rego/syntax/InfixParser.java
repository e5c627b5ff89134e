package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Terms joined by operators. All of them lean left; from loosest to tightest: {@code in}, comparisons, {@code |}, {@code &},
 * {@code + -}, {@code * / %}. Unification and assignment are no terms and belong to {@link ExprParser}.
 */
final class InfixParser {
    private static final int COMPARISON = 1;
    private static final int NO_OPERATOR = 0;

    private final Grammar grammar;
    private final TokenCursor cursor;

    InfixParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** A term; {@code k, v in xs} is one too. Null, with the fault reported, when there is none. */
    @Nullable Term term() {
        return cursor.deeper(() -> member(true));
    }

    /** A term where a comma separates list items. */
    @Nullable Term listItem() {
        return cursor.deeper(() -> member(false));
    }

    private @Nullable Term member(boolean withKey) {
        Term left = binary(COMPARISON);
        for (int length = 0; left != null && cursor.mayChain(length); length++) {
            if (withKey && cursor.is(Kind.COMMA)) {
                Term joined = keyAndValueIn(left);
                if (joined != null) {
                    left = joined;
                    if (cursor.is(Kind.IN)) {
                        continue;
                    }
                    return left;
                }
            }
            cursor.retakeAsPathHead();
            if (!cursor.is(Kind.IN)) {
                return left;
            }
            Ref operator = operator(Operator.MEMBER);
            Term right = binary(COMPARISON);
            if (right == null) {
                return left;
            }
            left = new Call(operator, List.of(left, right), cursor.since(left.at()));
            if (!cursor.is(Kind.IN)) {
                return left;
            }
        }
        return left;
    }

    private @Nullable Term keyAndValueIn(Term key) {
        CursorState before = cursor.mark();
        cursor.advance();
        Term value = binary(COMPARISON);
        if (value != null && cursor.is(Kind.IN)) {
            Ref operator = operator(Operator.MEMBER_WITH_KEY);
            Term collection = binary(COMPARISON);
            if (collection != null) {
                return new Call(operator, List.of(key, value, collection), cursor.since(key.at()));
            }
        }
        cursor.reset(before);
        return null;
    }

    private @Nullable Term binary(int loosest) {
        Term left = grammar.terms.term();
        for (int length = 0; left != null && cursor.mayChain(length); length++) {
            int level = level(cursor.kind());
            if (level == NO_OPERATOR || level < loosest) {
                return left;
            }
            Ref operator = operator(operatorOf(cursor.kind()));
            Term right = binary(level + 1);
            if (right == null) {
                return left;
            }
            left = new Call(operator, List.of(left, right), cursor.since(left.at()));
        }
        return left;
    }

    /** Passes the operator; answers the function it calls, at its place. */
    Ref operator(Operator operator) {
        Location at = cursor.at();
        cursor.advance();
        return operatorAt(operator, at);
    }

    static Ref operatorAt(Operator operator, Location at) {
        return switch (operator) {
            case MEMBER, MEMBER_WITH_KEY ->
                    new Ref(
                            new Var("internal", at),
                            List.of(
                                    Scalar.string(
                                            operator.function().substring("internal.".length()),
                                            at)),
                            at);
            case ASSIGN,
                    UNIFY,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    PLUS,
                    MINUS,
                    TIMES,
                    DIVIDED_BY,
                    REMAINDER,
                    INTERSECTION,
                    UNION ->
                    Ref.of(operator.function(), at);
        };
    }

    private static int level(Kind kind) {
        return switch (kind) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> COMPARISON;
            case BAR -> 2;
            case AMPERSAND -> 3;
            case PLUS, MINUS -> 4;
            case TIMES, DIVIDE, REMAINDER -> 5;
            default -> NO_OPERATOR;
        };
    }

    private static Operator operatorOf(Kind kind) {
        return switch (kind) {
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case BAR -> Operator.UNION;
            case AMPERSAND -> Operator.INTERSECTION;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
            case TIMES -> Operator.TIMES;
            case DIVIDE -> Operator.DIVIDED_BY;
            case REMAINDER -> Operator.REMAINDER;
            default -> throw new IllegalStateException("bug: no operator: " + kind);
        };
    }
}
