package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** {@code with target as value}, any number of them. */
final class WithParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    WithParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** All modifiers that stand here, perhaps none; null, with the fault reported, when one is broken. */
    @Nullable List<With> modifiers() {
        var all = new ArrayList<With>();
        while (cursor.is(Kind.WITH)) {
            With one = modifier();
            if (one == null) {
                return null;
            }
            all.add(one);
        }
        return all;
    }

    private @Nullable With modifier() {
        Location at = cursor.at();
        cursor.advance();
        if (!cursor.is(Kind.IDENT)) {
            cursor.unexpected("expected ident");
            return null;
        }
        Term target = grammar.terms.term();
        if (target == null) {
            return null;
        }
        Ref ref =
                switch (target) {
                    case Ref r -> r;
                    case Var v -> new Ref(v, List.of(), v.at());
                    default -> null;
                };
        if (ref == null) {
            cursor.unexpected("expected with target path");
            return null;
        }
        if (!cursor.is(Kind.AS)) {
            cursor.unexpected("expected as keyword");
            return null;
        }
        cursor.advance();
        Term value = grammar.infix.term();
        return value == null ? null : new With(ref, value, cursor.since(at));
    }
}
