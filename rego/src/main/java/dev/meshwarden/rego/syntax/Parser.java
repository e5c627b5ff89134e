package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The door of this room: text in, tree or diagnostics out. Never throws for a text, whatever it is. */
public final class Parser {
    private static final int MOST_DIAGNOSTICS = 10;

    private Parser() {}

    /** A module. */
    public static Parsed<Module> module(Source source, ParseOptions options) {
        Diagnostic tooLong = tooLong(source, options);
        if (tooLong != null) {
            return Parsed.failed(List.of(tooLong));
        }
        var lines = new Lines(source);
        Lexer.Cut cut = Lexer.cut(source, lines);
        var language = new Language(options.version(), options.keywords());
        var grammar = new Grammar(source, cut, lines, language);
        StatementParser.All all = new StatementParser(grammar, false).all();
        return capped(
                all.faults().isEmpty()
                        ? ModuleAssembly.assemble(
                                source, all.statements(), cut.comments(), options.version())
                        : Parsed.failed(all.faults()));
    }

    /** A query: one body, read as v1 whatever the modules are, unless the options say v2. */
    public static Parsed<Body> query(Source source, ParseOptions options) {
        Diagnostic tooLong = tooLong(source, options);
        if (tooLong != null) {
            return Parsed.failed(List.of(tooLong));
        }
        var lines = new Lines(source);
        RegoVersion version =
                options.version() == RegoVersion.V0 ? RegoVersion.V1 : options.version();
        var language = new Language(version, options.keywords());
        var grammar = new Grammar(source, Lexer.cut(source, lines), lines, language);
        StatementParser.All all = new StatementParser(grammar, true).all();
        if (!all.faults().isEmpty()) {
            return capped(Parsed.failed(all.faults()));
        }
        var exprs = new ArrayList<Expr>();
        for (Statement statement : all.statements()) {
            if (!(statement instanceof Statement.OfBody(var body))) {
                return failed(
                        "a query cannot hold a package statement or an import", statement.at());
            }
            exprs.addAll(body.exprs());
        }
        return exprs.isEmpty()
                ? failed("empty query", new Location(source, 0, 0, 0, 0))
                : Parsed.ok(new Body(exprs));
    }

    /** A single term. */
    public static Parsed<Term> term(Source source) {
        return switch (query(source, ParseOptions.STANDARD)) {
            case Parsed.Failed<Body>(var diagnostics) -> Parsed.failed(diagnostics);
            case Parsed.Ok<Body>(var body)
                    when body.size() == 1
                            && body.get(0).form() instanceof Form.TermForm(var term, _)
                            && !body.get(0).negated()
                            && body.get(0).with().isEmpty() ->
                    Parsed.ok(term);
            case Parsed.Ok<Body>(var body) -> failed("expected exactly one term", body.at());
        };
    }

    private static <T> Parsed<T> failed(String message, Location at) {
        return Parsed.failed(List.of(new Diagnostic(Code.PARSE, message, at)));
    }

    private static @Nullable Diagnostic tooLong(Source source, ParseOptions options) {
        String text = source.text();
        boolean fits =
                text.length() * 3L <= options.maxBytes()
                        || (text.length() <= options.maxBytes()
                                && utf8Length(text) <= options.maxBytes());
        return fits
                ? null
                : new Diagnostic(
                        Code.PARSE,
                        "text is longer than "
                                + options.maxBytes()
                                + " bytes, the limit of module size",
                        new Location(source, 0, 0, 0, 0));
    }

    private static long utf8Length(String text) {
        return text.codePoints()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    private static <T> Parsed<T> capped(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T> ok -> ok;
            case Parsed.Failed<T>(var diagnostics) ->
                    Parsed.failed(
                            diagnostics.stream()
                                    .distinct()
                                    .sorted(Comparator.comparing(Diagnostic::at))
                                    .limit(MOST_DIAGNOSTICS)
                                    .toList());
        };
    }
}
