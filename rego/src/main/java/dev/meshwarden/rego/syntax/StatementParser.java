package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads statement by statement. Behind a statement that cannot be read it goes on at the next word in the first column, so that
 * one slip does not hide the others.
 */
final class StatementParser {
    private final Grammar grammar;
    private final TokenCursor cursor;
    private final ImportParser imports;
    private final RuleParser rules;
    private final boolean query;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Diagnostic> faults = new ArrayList<>();

    StatementParser(Grammar grammar, boolean query) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
        this.imports = new ImportParser(grammar);
        this.rules = new RuleParser(grammar);
        this.query = query;
    }

    /** Statements in source order, and all faults; statements are whole only when there are no faults. */
    record All(List<Statement> statements, List<Diagnostic> faults) {}

    All all() {
        try {
            while (!cursor.is(Kind.EOF)) {
                boolean read = statement();
                faults.addAll(cursor.faults());
                if (!read && !recovered()) {
                    break;
                }
                cursor.startStatement();
            }
        } catch (TokenCursor.HopelessText _) {
            cursor.startStatement();
            cursor.fail(cursor.at(), "too ambiguous to read: add parentheses or split it");
            faults.addAll(cursor.faults());
        }
        return new All(statements, faults);
    }

    private boolean recovered() {
        if (query) {
            return false;
        }
        do {
            cursor.advance();
        } while (!cursor.is(Kind.EOF) && !cursor.beginsLine());
        return !cursor.is(Kind.EOF);
    }

    private boolean statement() {
        if (!query && StatementStart.refuseKeyword(cursor, false)) {
            return false;
        }
        CursorState start = cursor.mark();
        if (cursor.is(Kind.PACKAGE)) {
            ImportParser.Package found = imports.packageStatement();
            if (found != null) {
                return added(new Statement.OfPackage(found.path(), found.at()));
            }
        } else if (cursor.is(Kind.IMPORT)) {
            Import found = imports.importStatement();
            if (found != null) {
                return added(new Statement.OfImport(found));
            }
        }
        if (cursor.failed()) {
            return false;
        }
        cursor.reset(start);
        if (!query) {
            List<RuleDraft> found = rules.rules();
            if (found != null) {
                found.forEach(r -> statements.add(new Statement.OfRule(r)));
                return true;
            }
            if (cursor.failed()) {
                return false;
            }
            cursor.reset(start);
        }
        Body body = grammar.bodies.statement();
        if (body == null) {
            return false;
        }
        statements.add(new Statement.OfBody(body));
        return true;
    }

    /** A minus behind a path is no part of it, and nothing can begin with it there. */
    private boolean added(Statement statement) {
        if (cursor.is(Kind.MINUS)) {
            cursor.unexpected("");
            return false;
        }
        statements.add(statement);
        return true;
    }
}
