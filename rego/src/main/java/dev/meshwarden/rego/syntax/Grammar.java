package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.source.Source;

/** The parsers of one text, which call each other, over the one cursor. */
final class Grammar {
    final TokenCursor cursor;
    final Language language;
    final InfixParser infix;
    final TermParser terms;
    final LiteralParser literals;
    final CollectionParser collections;
    final RefParser refs;
    final TemplateParser templates;
    final BodyParser bodies;
    final ExprParser exprs;
    final LogicalParser logical;
    final GroupParser groups;
    final QuantifierParser quantifiers;
    final WithParser modifiers;

    Grammar(Source source, Lexer.Cut cut, Lines lines, Language language) {
        this.language = language;
        cursor = new TokenCursor(source.text(), cut.tokens(), lines, language);
        infix = new InfixParser(this);
        terms = new TermParser(this);
        literals = new LiteralParser(this);
        collections = new CollectionParser(this);
        refs = new RefParser(this);
        templates = new TemplateParser(this);
        bodies = new BodyParser(this);
        exprs = new ExprParser(this);
        logical = new LogicalParser(this);
        groups = new GroupParser(this);
        quantifiers = new QuantifierParser(this);
        modifiers = new WithParser(this);
    }
}
