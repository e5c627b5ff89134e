package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code else}, with a value, a body or both, and the branches behind it. */
final class ElseParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final RuleParser rules;

    ElseParser(Grammar grammar, RuleParser rules) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.rules = rules;
    }

    /** The branch at the current {@code else}; null, with the fault reported, when it is broken. */
    @Nullable RuleDraft otherwise(Head head) {
        return cursor.deeper(() -> read(head));
    }

    private @Nullable RuleDraft read(Head head) {
        Location at = cursor.at();
        List<Term> args = rules.freshArgs(head);
        cursor.advance();
        boolean assigns = head.assigns();
        Head.Yield yields;
        Location headAt = at;
        switch (cursor.kind()) {
            case LBRACE, IF -> yields = new Head.Yield.One(Scalar.TRUE.at(at), true);
            case ASSIGN, UNIFY -> {
                assigns = cursor.is(Kind.ASSIGN);
                cursor.advance();
                Term value = grammar.infix.term();
                if (value == null) {
                    return null;
                }
                headAt = cursor.since(at);
                yields = new Head.Yield.One(value, false);
            }
            default -> {
                cursor.unexpected("expected else value term or rule body");
                return null;
            }
        }
        boolean hasIf = cursor.is(Kind.IF);
        boolean bodiless = !hasIf && !cursor.is(Kind.LBRACE);
        Body body = bodiless ? Body.implicit(at) : body(hasIf);
        if (body == null) {
            return null;
        }
        RuleDraft next = null;
        if (!bodiless && cursor.is(Kind.ELSE)) {
            next = otherwise(head);
            if (next == null) {
                return null;
            }
        }
        var branch =
                new Rule(
                        false,
                        new Head(head.ref(), args, yields, assigns, headAt),
                        body,
                        next == null ? null : next.rule(),
                        List.of(),
                        cursor.since(at));
        return RuleDraft.of(
                branch,
                new RuleDraft.Manner(hasIf, false, bodiless, false),
                next == null ? List.of() : next.faultsInV1());
    }

    private @Nullable Body body(boolean hasIf) {
        if (hasIf) {
            cursor.advance();
        }
        if (cursor.is(Kind.LBRACE)) {
            return rules.braces();
        }
        if (cursor.is(Kind.EOF)) {
            cursor.unexpected("rule body expected");
            return null;
        }
        Expr expr = grammar.exprs.literal();
        return expr == null ? null : Body.of(expr);
    }
}
