package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The package statement and imports, with what an import switches on. */
final class ImportParser {
    private static final Set<String> ROOTS = Set.of("data", "input", "future", "rego");

    private final Grammar grammar;
    private final TokenCursor cursor;

    /** A package statement. */
    record Package(Ref path, Location at) {}

    ImportParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Null without a fault when the word is the head of a reference here. */
    @Nullable Package packageStatement() {
        Location at = cursor.at();
        if (cursor.startsPath() || !passToPath()) {
            return null;
        }
        Term term = grammar.terms.term();
        if (term == null) {
            return null;
        }
        Ref path = packagePath(term);
        return path == null ? null : new Package(path, at);
    }

    private @Nullable Ref packagePath(Term term) {
        Location at = term.at();
        Var data = new Var("data", at);
        switch (term) {
            case Var v -> {
                return new Ref(data, List.of(Scalar.string(v.name(), at)), at);
            }
            case Ref(Var(var first, var firstAt), var rest, _) -> {
                var path = new ArrayList<Term>();
                path.add(Scalar.string(first, firstAt));
                path.addAll(rest);
                return stringsOnly(rest) ? new Ref(data, path, at) : null;
            }
            case Ref(var head, _, _) -> {
                cursor.fail(head.at(), "unexpected " + head.kind() + " token: expecting var");
                return null;
            }
            default -> {
                cursor.unexpected("");
                return null;
            }
        }
    }

    private boolean stringsOnly(List<Term> parts) {
        for (Term part : parts) {
            if (!(part instanceof Scalar(Str _, _))) {
                cursor.fail(part.at(), "unexpected " + part.kind() + " token: expecting string");
                return false;
            }
        }
        return true;
    }

    /** Passes the word of the statement; a keyword may begin the path. */
    private boolean passToPath() {
        cursor.advance();
        if (cursor.isNameInPath()) {
            cursor.retake(Kind.IDENT);
        }
        if (!cursor.is(Kind.IDENT)) {
            cursor.unexpected("");
            return false;
        }
        return true;
    }

    /** Null without a fault when the word is the head of a reference here. */
    @Nullable Import importStatement() {
        Location at = cursor.at();
        if (cursor.startsPath() || !passToPath()) {
            return null;
        }
        // Inside the path future keywords are plain names.
        Term term = cursor.speaking(List.of(), grammar.terms::term);
        if (term instanceof Ref(_, var rest, _) && !stringsOnly(rest)) {
            return null;
        }
        Ref path =
                switch (term) {
                    case Ref r -> r;
                    case Var v -> new Ref(v, List.of(), v.at());
                    case null, default -> null;
                };
        if (path == null) {
            cursor.fail(cursor.at(), "expected path");
            return null;
        }
        if (!ROOTS.contains(path.name())) {
            cursor.hint("if this is unexpected, try updating OPA");
            cursor.fail(
                    path.at(),
                    "unexpected import path, must begin with one of: {data, future, input, rego},"
                            + " got: "
                            + path.head());
            return null;
        }
        if (cursor.is(Kind.AS)) {
            return aliased(path, at);
        }
        refuseKeywordAtEnd(path);
        var plain = new Import(path, null, cursor.since(at));
        switchOn(plain, path.at());
        return plain;
    }

    private @Nullable Import aliased(Ref path, Location at) {
        cursor.advance();
        if (!cursor.is(Kind.IDENT)) {
            cursor.unexpected("expected var");
            return null;
        }
        Term alias = grammar.terms.term();
        if (alias instanceof Var(var name, var aliasAt)) {
            var named = new Import(path, name, cursor.since(at));
            if (named.isOfLanguage()) {
                switchOn(named, aliasAt);
            }
            return named;
        }
        if (alias instanceof Ref r && r.path().isEmpty() && ROOTS.contains(r.name())) {
            cursor.fail(r.at(), "unexpected import alias, must not be a reserved name, got: " + r);
        } else {
            cursor.unexpected("expected var");
        }
        return null;
    }

    private void refuseKeywordAtEnd(Ref path) {
        if (path.name().equals("future") && !path.path().isEmpty()) {
            return;
        }
        Term last = path.path().isEmpty() ? path.head() : path.path().getLast();
        String name = path.path().isEmpty() ? path.name() : path.string(path.path().size() - 1);
        if (name != null && grammar.language.isKeywordOfVersion(name)) {
            cursor.hint("import a different path or use an alias");
            cursor.fail(
                    last.at(), "unexpected import path, must not end with a keyword, got: " + name);
        }
    }

    private void switchOn(Import imported, Location aliasAt) {
        Ref path = imported.path();
        switch (path.name()) {
            case "rego" -> switchOnVersion(imported, aliasAt);
            case "future" -> switchOnKeywords(imported, aliasAt);
            default -> {
                return;
            }
        }
        cursor.reclassify();
    }

    private void switchOnVersion(Import imported, Location aliasAt) {
        Ref path = imported.path();
        RegoVersion version = versionOf(path);
        if (version == null) {
            cursor.fail(
                    path.at(),
                    "invalid import `" + path + "`, must be one of: `rego.v1`, `rego.v2`");
        } else if (imported.alias() != null) {
            cursor.fail(aliasAt, "`rego` imports cannot be aliased");
        } else {
            grammar.language.importKeywords(Language.SINCE_V1);
            if (version == RegoVersion.V2) {
                grammar.language.importKeywords(Language.SINCE_V2);
            }
        }
    }

    /** The version that this path stands for; null for any other path. */
    static @Nullable RegoVersion versionOf(Ref path) {
        if (!path.name().equals("rego") || path.path().size() != 1) {
            return null;
        }
        String name = path.string(0);
        return "v1".equals(name) ? RegoVersion.V1 : "v2".equals(name) ? RegoVersion.V2 : null;
    }

    private void switchOnKeywords(Import imported, Location aliasAt) {
        Ref path = imported.path();
        if (path.path().isEmpty() || !"keywords".equals(path.string(0))) {
            cursor.fail(path.at(), "invalid import, must be `future.keywords`");
        } else if (imported.alias() != null) {
            cursor.fail(aliasAt, "`future` imports cannot be aliased");
        } else if (path.path().size() != 2) {
            grammar.language.importKeywords(Language.IMPORTABLE);
        } else {
            String word = path.string(1);
            if (word == null || !Language.IMPORTABLE.contains(word)) {
                cursor.fail(
                        path.at(),
                        "unexpected keyword, must be one of ["
                                + String.join(" ", Language.IMPORTABLE)
                                + "]");
            } else {
                grammar.language.importKeywords(List.of(word));
            }
        }
    }
}
