package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What may follow a term directly: {@code .name}, {@code [index]}, {@code (arguments)}. */
final class RefParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    RefParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Passes the current word as a variable. */
    Var name() {
        Var name = cursor.variable();
        cursor.advance();
        return name;
    }

    /** The head with what follows it, or the head alone; {@code input} and {@code data} alone are references. */
    @Nullable Term rest(Term head) {
        if (cursor.adjacent() && opens(cursor.kind())) {
            return path(head);
        }
        return asDocument(head);
    }

    /** As {@link #rest}, for the head of a rule, where one space may stand between name and path. */
    @Nullable Term restOfRuleHead(Term head) {
        if (opens(cursor.kind())) {
            return path(head);
        }
        return asDocument(head);
    }

    private static Term asDocument(Term head) {
        return head instanceof Var(var name, var at)
                        && (name.equals("input") || name.equals("data"))
                ? new Ref(head, List.of(), at)
                : head;
    }

    private static boolean opens(Kind kind) {
        return kind == Kind.LPAREN || kind == Kind.DOT || kind == Kind.LBRACK;
    }

    private @Nullable Term path(Term head) {
        return cursor.deeper(() -> readPath(head));
    }

    private @Nullable Term readPath(Term head) {
        Location at = head.at();
        if (head instanceof Scalar || head instanceof Ref || head instanceof TemplateString) {
            cursor.fail(at, "illegal ref (head cannot be " + head.kind() + ")");
        }
        var path = new ArrayList<Term>();
        boolean first = true;
        while (first || cursor.adjacent()) {
            first = false;
            switch (cursor.kind()) {
                case DOT -> {
                    cursor.advance();
                    boolean word = cursor.is(Kind.IDENT) || cursor.isNameInPath();
                    if (!word || !cursor.adjacent()) {
                        cursor.unexpectedHere("expected identifier");
                        return null;
                    }
                    path.add(Scalar.string(cursor.word(), cursor.at()));
                    cursor.advance();
                }
                case LBRACK -> {
                    cursor.advance();
                    Term index = grammar.infix.term();
                    if (index == null) {
                        return null;
                    }
                    if (!cursor.is(Kind.RBRACK)) {
                        cursor.unexpected("expected [");
                        return null;
                    }
                    path.add(index);
                    cursor.advance();
                }
                case LPAREN -> {
                    Term call = call(new Ref(head, path, cursor.since(at)));
                    return call != null
                                    && cursor.adjacent()
                                    && (cursor.is(Kind.DOT) || cursor.is(Kind.LBRACK))
                            ? path(call)
                            : call;
                }
                default -> {
                    return new Ref(head, path, cursor.since(at));
                }
            }
        }
        return new Ref(head, path, cursor.since(at));
    }

    private @Nullable Term call(Ref operator) {
        cursor.advance();
        if (cursor.is(Kind.RPAREN)) {
            cursor.advance();
            Location at = cursor.since(operator.at());
            return operator.isName("set")
                    ? new SetTerm(List.of(), at)
                    : new Call(operator, List.of(), at);
        }
        List<Term> args = grammar.collections.list(Kind.RPAREN, new ArrayList<>());
        if (args == null) {
            return null;
        }
        cursor.advance();
        return new Call(operator, args, cursor.since(operator.at()));
    }
}
