package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules with a body, rules with {@code contains} and default rules, with else branches and further bodies. A rule that is only a
 * name and a value is read as a statement and made a rule by {@link StatementRules}.
 */
final class RuleParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final HeadParser heads;
    private final ElseParser elses;

    RuleParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.heads = new HeadParser(grammar);
        this.elses = new ElseParser(grammar, this);
    }

    /** The rule that stands here, and one more for each further body; null, perhaps without a fault, when it is no such rule. */
    @Nullable List<RuleDraft> rules() {
        Location at = cursor.at();
        cursor.retakeAsPathHead();
        boolean isDefault = cursor.is(Kind.DEFAULT);
        if (isDefault) {
            cursor.advance();
            cursor.retakeAsPathHead();
        }
        if (!cursor.is(Kind.IDENT)) {
            if (isDefault) {
                StatementStart.refuseKeyword(cursor, true);
            }
            return null;
        }
        HeadParser.Written written = heads.head(isDefault);
        if (written == null) {
            return null;
        }
        return isDefault ? defaultRule(written, at) : withBody(written, at);
    }

    private @Nullable List<RuleDraft> defaultRule(HeadParser.Written written, Location at) {
        Location whole = cursor.since(at);
        if (written.value() == null && written.ref().path().size() == 1 && !written.called()) {
            cursor.fail(whole, "illegal default rule (must have a value)");
            return null;
        }
        Term given = written.value();
        boolean valueless = given == null;
        Term value = given == null ? Scalar.TRUE.at(written.at()) : given;
        if (written.contains()) {
            cursor.fail(whole, "illegal default rule (must have a value)");
            return null;
        }
        if (!DefaultRules.check(cursor, value, written.args(), whole)) {
            return null;
        }
        var head =
                new Head(
                        written.ref(),
                        written.args(),
                        new Head.Yield.One(value, valueless),
                        written.assigns(),
                        written.at());
        var rule = new Rule(true, head, Body.implicit(at), null, List.of(), whole);
        return List.of(
                RuleDraft.of(
                        rule, new RuleDraft.Manner(false, false, false, valueless), List.of()));
    }

    private @Nullable List<RuleDraft> withBody(HeadParser.Written written, Location at) {
        boolean hasIf = cursor.is(Kind.IF);
        Head head = head(written, hasIf);
        Body body;
        if (hasIf) {
            cursor.advance();
            body = bodyBehindIf();
        } else if (cursor.is(Kind.LBRACE)) {
            body = braces();
        } else if (written.contains()) {
            var rule = new Rule(false, head, Body.implicit(at), null, List.of(), written.at());
            return List.of(
                    RuleDraft.of(rule, new RuleDraft.Manner(false, true, true, false), List.of()));
        } else {
            return null;
        }
        if (body == null) {
            return null;
        }
        RuleDraft otherwise = null;
        if (cursor.is(Kind.ELSE) && !cursor.retakeAsPathHead()) {
            otherwise = refusesElse(head, hasIf) ? null : elses.otherwise(head);
            if (otherwise == null) {
                return null;
            }
        }
        Rule first =
                new Rule(
                        false,
                        head,
                        body,
                        otherwise == null ? null : otherwise.rule(),
                        List.of(),
                        cursor.since(at));
        var manner = new RuleDraft.Manner(hasIf, written.contains(), false, false);
        var drafts = new ArrayList<RuleDraft>();
        drafts.add(
                RuleDraft.of(
                        first, manner, otherwise == null ? List.of() : otherwise.faultsInV1()));
        while (cursor.is(Kind.LBRACE)) {
            if (otherwise != null) {
                cursor.fail(cursor.at(), "expected else keyword");
                return null;
            }
            Location next = cursor.at();
            Body further = braces();
            if (further == null) {
                return null;
            }
            Location whole = cursor.since(next);
            Head again =
                    new Head(head.ref(), freshArgs(head), head.yields(), head.assigns(), whole);
            drafts.add(
                    RuleDraft.of(
                            new Rule(false, again, further, null, List.of(), whole),
                            manner,
                            List.of()));
        }
        return drafts;
    }

    /** {@code p[x]} without {@code if} or {@code contains} is v0's way to say that x is a member of the set p. */
    private static Head head(HeadParser.Written written, boolean hasIf) {
        Ref ref = written.ref();
        if (written.key() != null) {
            return head(written, ref, new Head.Yield.Member(written.key()));
        }
        if (!hasIf
                && ref.path().size() == 1
                && written.args().isEmpty()
                && written.value() == null) {
            Ref set = new Ref(ref.head(), List.of(), ref.head().at());
            return head(written, set, new Head.Yield.Member(ref.path().getFirst()));
        }
        Term value = written.value();
        return head(
                written,
                ref,
                value == null
                        ? new Head.Yield.One(Scalar.TRUE.at(written.at()), true)
                        : new Head.Yield.One(value, false));
    }

    private static Head head(HeadParser.Written written, Ref ref, Head.Yield yields) {
        return new Head(ref, written.args(), yields, written.assigns(), written.at());
    }

    /** After {@code if} one expression may stand without braces, but a set written there is a body. */
    private @Nullable Body bodyBehindIf() {
        CursorState before = cursor.mark();
        boolean brace = cursor.is(Kind.LBRACE);
        Expr expr = grammar.exprs.literal();
        if (expr != null && !(brace && expr.form() instanceof Form.TermForm(SetTerm _, _))) {
            return Body.of(expr);
        }
        if (!brace) {
            return null;
        }
        cursor.reset(before);
        return braces();
    }

    @Nullable Body braces() {
        cursor.advance();
        Body body = grammar.bodies.body(Kind.RBRACE);
        if (body != null) {
            cursor.advance();
        }
        return body;
    }

    private boolean refusesElse(Head head, boolean hasIf) {
        Ref ref = head.ref();
        if (!ref.path().isEmpty() && !ref.isGround()) {
            cursor.fail(cursor.at(), "else keyword cannot be used on rules with variables in head");
            return true;
        }
        boolean keyed =
                ref.path().size() == 1
                        && head.args().isEmpty()
                        && (!hasIf || ref.path().getFirst() instanceof Ref);
        if (head.isMultiValue() || keyed) {
            cursor.fail(cursor.at(), "else keyword cannot be used on multi-value rules");
            return true;
        }
        return false;
    }

    /** The arguments for another rule with the same head: each wildcard is one of its own. */
    List<Term> freshArgs(Head head) {
        return head.args().stream()
                .map(a -> a instanceof Var v && v.isWildcard() ? cursor.wildcard(v.at()) : a)
                .toList();
    }
}
