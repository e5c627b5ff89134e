package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Source;

/** The door of this room: text in, tree or diagnostics out. Never throws for a text, whatever it is. */
public final class Parser {
    private Parser() {}

    /** A module. */
    public static Parsed<Module> module(Source source, ParseOptions options) {
        throw new IllegalStateException("bug: arrives with the parsers: " + source + options);
    }

    /** A query: one body, read as v1 whatever the modules are, unless the options say v2. */
    public static Parsed<Body> query(Source source, ParseOptions options) {
        throw new IllegalStateException("bug: arrives with the parsers: " + source + options);
    }

    /** A single term. */
    public static Parsed<Term> term(Source source) {
        throw new IllegalStateException("bug: arrives with the parsers: " + source);
    }
}
