package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A term without operators around it: literal, name, reference, call, collection, comprehension, or any term in parentheses. */
final class TermParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    TermParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Null, with the fault reported, when no term stands here. */
    @Nullable Term term() {
        return cursor.deeper(() -> cursor.remembered(this::read));
    }

    private @Nullable Term read() {
        // `and(x, y)` and `or(x, y)` are calls wherever a term must come: no operator can stand
        // there.
        if ((cursor.is(Kind.AND) || cursor.is(Kind.OR)) && cursor.callsDirectly()) {
            cursor.retake(Kind.IDENT);
        }
        Term head =
                switch (cursor.kind()) {
                    case NULL -> scalar(Null.NULL);
                    case TRUE -> scalar(Bool.TRUE);
                    case FALSE -> scalar(Bool.FALSE);
                    case MINUS -> {
                        if (cursor.peek() == Kind.IDENT || cursor.peek() == Kind.CONTAINS) {
                            yield negative();
                        }
                        yield grammar.literals.number();
                    }
                    case DOT, NUMBER -> grammar.literals.number();
                    case STRING -> grammar.literals.string();
                    case TEMPLATE_PART, TEMPLATE_END -> grammar.templates.template(false);
                    case RAW_TEMPLATE_PART, RAW_TEMPLATE_END -> grammar.templates.template(true);
                    case IDENT, CONTAINS -> grammar.refs.name();
                    case LBRACK -> grammar.collections.array();
                    case LBRACE -> grammar.collections.setOrObject();
                    case LPAREN -> parenthesised();
                    default -> {
                        cursor.unexpected("");
                        yield null;
                    }
                };
        return head == null ? null : grammar.refs.rest(head);
    }

    private Term scalar(Value value) {
        Location at = cursor.at();
        cursor.advance();
        return new Scalar(value, at);
    }

    /** {@code -x} is {@code 0 - x}. */
    private @Nullable Term negative() {
        Location at = cursor.at();
        cursor.advance();
        Term operand = grammar.refs.rest(grammar.refs.name());
        return operand == null
                ? null
                : new Call(
                        InfixParser.operatorAt(Operator.MINUS, at),
                        List.of(new Scalar(Num.of(0), at), operand),
                        cursor.since(at));
    }

    private @Nullable Term parenthesised() {
        cursor.advance();
        Term inner = grammar.infix.term();
        if (inner == null) {
            return null;
        }
        if (!cursor.is(Kind.RPAREN)) {
            cursor.fail(cursor.at(), "non-terminated expression");
            return null;
        }
        cursor.advance();
        return inner;
    }
}
