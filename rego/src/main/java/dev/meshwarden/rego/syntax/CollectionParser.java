package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Arrays, sets, objects and the comprehensions over them. {@code [a | b]} is read as a comprehension wherever it can be one, so
 * the first term is read without operators, and once more with them when that did not lead anywhere.
 */
final class CollectionParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    CollectionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    @Nullable Term array() {
        return cursor.deeper(() -> {
            Location at = cursor.at();
            cursor.advance();
            return readArray(at);
        });
    }

    private @Nullable Term readArray(Location at) {
        if (cursor.is(Kind.RBRACK)) {
            cursor.advance();
            return new ArrayTerm(List.of(), cursor.since(at));
        }
        boolean comprehends = !skippedComma();
        CursorState first = cursor.mark();
        Term head = grammar.terms.term();
        if (head == null) {
            return null;
        }
        switch (cursor.kind()) {
            case RBRACK -> {
                cursor.advance();
                return new ArrayTerm(List.of(head), cursor.since(at));
            }
            case COMMA -> {
                cursor.advance();
                return arrayOf(at, list(Kind.RBRACK, listOf(head)));
            }
            case BAR -> {
                if (comprehends) {
                    cursor.advance();
                    Body body = grammar.bodies.body(Kind.RBRACK);
                    if (body != null) {
                        cursor.advance();
                        return new ArrayComp(head, body, cursor.since(at));
                    }
                    if (!cursor.is(Kind.COMMA)) {
                        return null;
                    }
                }
            }
            default -> {}
        }
        cursor.reset(first);
        return arrayOf(at, list(Kind.RBRACK, new ArrayList<>()));
    }

    private @Nullable Term arrayOf(Location at, @Nullable List<Term> elements) {
        if (elements == null) {
            return null;
        }
        cursor.advance();
        return new ArrayTerm(elements, cursor.since(at));
    }

    @Nullable Term setOrObject() {
        return cursor.deeper(() -> {
            Location at = cursor.at();
            cursor.advance();
            return readSetOrObject(at);
        });
    }

    private @Nullable Term readSetOrObject(Location at) {
        if (cursor.is(Kind.RBRACE)) {
            cursor.advance();
            return new ObjectTerm(List.of(), cursor.since(at));
        }
        boolean comprehends = !skippedComma();
        CursorState first = cursor.mark();
        Term head = grammar.terms.term();
        if (head == null) {
            return null;
        }
        switch (cursor.kind()) {
            case BAR -> {
                if (comprehends) {
                    return set(at, first, head, true);
                }
            }
            case RBRACE, COMMA -> {
                return set(at, first, head, comprehends);
            }
            case COLON -> {
                return object(at, head, comprehends);
            }
            default -> {}
        }
        cursor.reset(first);
        head = grammar.infix.listItem();
        if (head == null) {
            return null;
        }
        switch (cursor.kind()) {
            case RBRACE, COMMA -> {
                return set(at, first, head, false);
            }
            case COLON -> {
                return object(at, head, comprehends);
            }
            default -> {
                cursor.unexpected("non-terminated set");
                return null;
            }
        }
    }

    private @Nullable Term set(Location at, CursorState first, Term head, boolean comprehends) {
        switch (cursor.kind()) {
            case RBRACE -> {
                return setOf(at, listOf(head));
            }
            case COMMA -> {
                cursor.advance();
                return setOf(at, list(Kind.RBRACE, listOf(head)));
            }
            case BAR -> {
                if (comprehends) {
                    cursor.advance();
                    Body body = grammar.bodies.body(Kind.RBRACE);
                    if (body != null) {
                        cursor.advance();
                        return new SetComp(head, body, cursor.since(at));
                    }
                    if (!cursor.is(Kind.COMMA)) {
                        return null;
                    }
                }
                cursor.reset(first);
                return setOf(at, list(Kind.RBRACE, new ArrayList<>()));
            }
            default -> {
                return null;
            }
        }
    }

    private @Nullable Term setOf(Location at, @Nullable List<Term> members) {
        if (members == null) {
            return null;
        }
        cursor.advance();
        var seen = new TreeSet<Term>(TermOrder.INSTANCE);
        return new SetTerm(members.stream().filter(seen::add).toList(), cursor.since(at));
    }

    private @Nullable Term object(Location at, Term key, boolean comprehends) {
        cursor.advance();
        CursorState first = cursor.mark();
        Term value = grammar.terms.term();
        if (value == null) {
            return null;
        }
        if (comprehends) {
            if (cursor.is(Kind.RBRACE) || cursor.is(Kind.COMMA)) {
                return objectFrom(at, key, value);
            }
            if (cursor.is(Kind.BAR)) {
                cursor.advance();
                Body body = grammar.bodies.body(Kind.RBRACE);
                if (body != null) {
                    cursor.advance();
                    return new ObjectComp(key, value, body, cursor.since(at));
                }
            }
        }
        cursor.reset(first);
        value = grammar.infix.listItem();
        if (value == null) {
            return null;
        }
        if (cursor.is(Kind.RBRACE) || cursor.is(Kind.COMMA)) {
            return objectFrom(at, key, value);
        }
        cursor.unexpected("non-terminated object");
        return null;
    }

    private @Nullable Term objectFrom(Location at, Term key, Term value) {
        var entries = new ArrayList<ObjectTerm.Entry>();
        entries.add(new ObjectTerm.Entry(key, value));
        if (cursor.is(Kind.COMMA)) {
            cursor.advance();
            if (!moreEntries(entries)) {
                return null;
            }
        }
        cursor.advance();
        return new ObjectTerm(entries, cursor.since(at));
    }

    private boolean moreEntries(List<ObjectTerm.Entry> entries) {
        while (!cursor.is(Kind.RBRACE)) {
            Term key = grammar.infix.listItem();
            if (key == null) {
                return false;
            }
            if (!cursor.is(Kind.COLON)) {
                cursor.unexpected("expected \":\"");
                return false;
            }
            cursor.advance();
            Term value = grammar.infix.listItem();
            if (value == null) {
                return false;
            }
            entries.add(new ObjectTerm.Entry(key, value));
            if (!separated(Kind.RBRACE)) {
                return false;
            }
        }
        return true;
    }

    /** Items up to the closing token, which stays current; null, with the fault reported, when it does not come. */
    @Nullable List<Term> list(Kind end, List<Term> items) {
        while (!cursor.is(end)) {
            Term item = grammar.infix.listItem();
            if (item == null) {
                return null;
            }
            items.add(item);
            if (!separated(end)) {
                return null;
            }
        }
        return items;
    }

    private boolean separated(Kind end) {
        if (cursor.is(Kind.COMMA)) {
            cursor.advance();
            return true;
        }
        if (cursor.is(end)) {
            return true;
        }
        cursor.unexpected("expected \",\" or \"%s\"".formatted(end));
        return false;
    }

    /** A comma right behind the opening bracket is let through, as in OPA. */
    private boolean skippedComma() {
        if (!cursor.is(Kind.COMMA)) {
            return false;
        }
        cursor.advance();
        return true;
    }

    private static List<Term> listOf(Term first) {
        var list = new ArrayList<Term>();
        list.add(first);
        return list;
    }
}
