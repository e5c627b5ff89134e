package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the reader stands: the current token, the faults and hints so far, the next wildcard's number. All of it can be marked and
 * gone back to, which is how the grammar tries one reading before another.
 *
 * <p>Threading: belongs to one parse.
 */
final class TokenCursor {
    /** Deepest nesting, and longest chain of one operator; what comes after the parser walks trees by recursion. */
    private static final int DEEPEST = 400;

    /** Moves for each token before a text counts as hopelessly ambiguous. */
    private static final int PATIENCE = 2_000;

    private final String text;
    private final List<Token> tokens;
    private final Lines lines;
    private final Language language;
    private Readings readings = new Readings();
    private CursorState state;
    private int depth;
    private long moves;

    TokenCursor(String text, List<Token> tokens, Lines lines, Language language) {
        this.text = text;
        this.tokens = tokens;
        this.lines = lines;
        this.language = language;
        this.state = new CursorState(-1, Kind.WHITESPACE, 0, null, null);
        advance();
    }

    Kind kind() {
        return state.kind();
    }

    boolean is(Kind kind) {
        return state.kind() == kind;
    }

    /** The current token's text. */
    String word() {
        Token token = tokens.get(state.index());
        return text.substring(token.start(), token.end());
    }

    Location at() {
        Token token = tokens.get(state.index());
        return lines.at(token.start(), token.end());
    }

    int start() {
        return tokens.get(state.index()).start();
    }

    /** Behind the last token that was passed. */
    int passed() {
        return state.index() == 0 ? 0 : tokens.get(state.index() - 1).end();
    }

    /** From a place to behind the last token that was passed. */
    Location since(Location start) {
        return lines.until(start, passed());
    }

    String textSince(int start) {
        return text.substring(Math.min(start, passed()), passed());
    }

    /** Whether nothing stands between the token before and this one. */
    boolean adjacent() {
        return state.index() > 0 && start() == passed();
    }

    boolean adjacent(Kind kind) {
        return state.kind() == kind && adjacent();
    }

    /** Whether this token is a word that stands in the first column of its line. */
    boolean beginsLine() {
        Token token = tokens.get(state.index());
        return token.kind() == Kind.IDENT
                && (token.start() == 0 || text.charAt(token.start() - 1) == '\n');
    }

    /** Whether a line ended before this token. */
    boolean onNewLine() {
        return tokens.get(state.index()).newline();
    }

    Kind peek() {
        return classify(Math.min(state.index() + 1, tokens.size() - 1));
    }

    /** Whether the next token is one of these two that make a reference of a word, with nothing in between. */
    boolean startsPath() {
        int next = Math.min(state.index() + 1, tokens.size() - 1);
        Kind kind = tokens.get(next).kind();
        return (kind == Kind.DOT || kind == Kind.LBRACK)
                && tokens.get(next).start() == tokens.get(state.index()).end();
    }

    /** Whether the next token is an opening parenthesis with nothing in between. */
    boolean callsDirectly() {
        int next = Math.min(state.index() + 1, tokens.size() - 1);
        return tokens.get(next).kind() == Kind.LPAREN
                && tokens.get(next).start() == tokens.get(state.index()).end();
    }

    /** Whether a comment stands between this token and the next. */
    boolean commentFollows() {
        int next = Math.min(state.index() + 1, tokens.size() - 1);
        int end = tokens.get(state.index()).end();
        return text.substring(end, Math.max(end, tokens.get(next).start())).indexOf('#') >= 0;
    }

    void advance() {
        int next = Math.min(state.index() + 1, tokens.size() - 1);
        state = state.at(next, classify(next));
        for (String fault : tokens.get(next).faults()) {
            fail(at(), fault);
        }
        if (++moves > PATIENCE * (long) tokens.size() + PATIENCE) {
            throw new HopelessText();
        }
    }

    private Kind classify(int index) {
        Token token = tokens.get(index);
        return token.kind() == Kind.IDENT
                ? language.kindOf(text.substring(token.start(), token.end()))
                : token.kind();
    }

    /** Takes the current word as a name, or as whatever else it is here. */
    void retake(Kind kind) {
        state = state.at(state.index(), kind);
    }

    /** Looks at the current word again, after an import has made it a keyword. */
    void reclassify() {
        if (is(Kind.IDENT)) {
            retake(classify(state.index()));
        }
    }

    /** Takes the current keyword as a name when a path follows it directly; answers whether it does. */
    boolean retakeAsPathHead() {
        if (isNameInPath() && startsPath()) {
            retake(Kind.IDENT);
            return true;
        }
        return false;
    }

    /** Whether the current token is a keyword that may stand as a name inside a reference. */
    boolean isNameInPath() {
        String word = kind().text();
        return kind().isKeyword()
                && (language.isKeywordOfVersion(word) || language.isKeyword(word));
    }

    CursorState mark() {
        return state;
    }

    void reset(CursorState mark) {
        state = mark;
    }

    /** As {@link #reset}; also forgets what was remembered of the text from there on. */
    void resetAndForget(CursorState mark) {
        state = mark;
        readings.forgetFrom(mark.index());
    }

    /** Forgets the faults, after they were taken over, and every remembered reading. */
    void startStatement() {
        state = state.withoutFaults();
        readings = new Readings();
    }

    /** The current word as a variable; each {@code _} is one of its own. */
    Var variable() {
        Location at = at();
        String word = word();
        return word.equals("_") ? wildcard(at) : new Var(word, at);
    }

    Var wildcard(Location at) {
        int number = state.wildcards();
        state = state.withWildcards(number + 1);
        return new Var(Var.WILDCARD + number, at);
    }

    boolean failed() {
        return state.faults() != null;
    }

    List<Diagnostic> faults() {
        return CursorState.Trail.list(state.faults());
    }

    void fail(Location at, String message) {
        state = state.withFault(message, at);
    }

    /** The current token cannot stand here; the note may be empty. */
    void unexpected(String note) {
        unexpected(kind(), at(), note);
    }

    private void unexpected(Kind kind, Location at, String note) {
        if (kind == Kind.ILLEGAL) {
            fail(at, "illegal token");
            return;
        }
        String what = "unexpected " + kind + (kind.isKeyword() ? " keyword" : " token");
        fail(at, note.isEmpty() ? what : what + ": " + note);
    }

    /** As {@link #unexpected(String)}; where a space stands before the token, the space is what is wrong. */
    void unexpectedHere(String note) {
        if (adjacent()) {
            unexpected(note);
        } else {
            unexpected(Kind.WHITESPACE, lines.at(passed(), passed() + 1), note);
        }
    }

    /** Help for whatever is reported next. */
    void hint(String hint) {
        state = state.withHint(hint);
    }

    boolean hinted() {
        return state.hints() != null;
    }

    /** Runs one level deeper; fails instead when that is too deep. */
    <T> @Nullable T deeper(Supplier<@Nullable T> reading) {
        if (depth >= DEEPEST) {
            fail(at(), "max parsing recursion depth exceeded");
            return null;
        }
        depth++;
        try {
            return reading.get();
        } finally {
            depth--;
        }
    }

    /** Whether a chain of operators may get this long; fails when not. */
    boolean mayChain(int length) {
        if (length < DEEPEST) {
            return true;
        }
        fail(at(), "max parsing recursion depth exceeded");
        return false;
    }

    /** The term at the current token, read at most once; see {@link Readings}. */
    @Nullable Term remembered(Supplier<@Nullable Term> reading) {
        Readings.Reading known = readings.at(state.index());
        if (known != null) {
            state = known.after();
            return known.term();
        }
        int index = state.index();
        Term term = reading.get();
        readings.add(index, term, state);
        return term;
    }

    /** Reads with other future keywords in force, from the next token on, and remembers nothing of it. */
    <T> T speaking(Iterable<String> words, Supplier<T> reading) {
        var set = new HashSet<String>();
        words.forEach(set::add);
        var before = language.swap(set);
        Readings kept = readings;
        readings = new Readings();
        try {
            return reading.get();
        } finally {
            language.swap(before);
            readings = kept;
        }
    }

    /** The text admits so many readings that none was found in a sane number of moves. */
    static final class HopelessText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HopelessText() {
            super(null, null, false, false);
        }
    }
}
