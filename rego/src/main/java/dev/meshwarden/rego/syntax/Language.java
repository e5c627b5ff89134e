package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.RegoVersion;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which words are keywords at this point of the text: those of the version, and those that imports have switched on.
 *
 * <p>Threading: belongs to one parse.
 */
final class Language {
    /** Keywords of every version. */
    private static final Map<String, Kind> ALWAYS =
            Map.ofEntries(
                    Map.entry("package", Kind.PACKAGE),
                    Map.entry("import", Kind.IMPORT),
                    Map.entry("as", Kind.AS),
                    Map.entry("default", Kind.DEFAULT),
                    Map.entry("else", Kind.ELSE),
                    Map.entry("not", Kind.NOT),
                    Map.entry("some", Kind.SOME),
                    Map.entry("with", Kind.WITH),
                    Map.entry("null", Kind.NULL),
                    Map.entry("true", Kind.TRUE),
                    Map.entry("false", Kind.FALSE));

    /** Names in v0, keywords from v1 on. */
    static final List<String> SINCE_V1 = List.of("in", "every", "contains", "if");

    /** What v2 brings; {@code not} there takes a body. */
    static final List<String> SINCE_V2 = List.of("not", "and", "or");

    /** All of them, sorted. */
    static final TreeSet<String> IMPORTABLE = new TreeSet<>();

    static {
        IMPORTABLE.addAll(SINCE_V1);
        IMPORTABLE.addAll(SINCE_V2);
    }

    private static final Map<String, Kind> FUTURE =
            Map.of(
                    "in", Kind.IN,
                    "every", Kind.EVERY,
                    "contains", Kind.CONTAINS,
                    "if", Kind.IF,
                    "not", Kind.NOT,
                    "and", Kind.AND,
                    "or", Kind.OR);

    private final RegoVersion version;
    private Set<String> active = new HashSet<>();
    private boolean notTakesBody;

    Language(RegoVersion version, boolean everyKeyword) {
        this.version = version;
        if (version.atLeast(RegoVersion.V1) || everyKeyword) {
            importKeywords(SINCE_V1);
        }
        if (version.atLeast(RegoVersion.V2) || everyKeyword) {
            importKeywords(SINCE_V2);
        }
    }

    RegoVersion version() {
        return version;
    }

    void importKeywords(Collection<String> words) {
        active.addAll(words);
        if (words.contains("every")) {
            active.add("in");
        }
        notTakesBody |= words.contains("not");
    }

    /** The kind of a word at this point. */
    Kind kindOf(String word) {
        Kind kind = ALWAYS.get(word);
        if (kind != null) {
            return kind;
        }
        return active.contains(word) ? FUTURE.getOrDefault(word, Kind.IDENT) : Kind.IDENT;
    }

    boolean isKeyword(String word) {
        return ALWAYS.containsKey(word) || active.contains(word);
    }

    /** Whether the version itself has this keyword, imports left out. */
    boolean isKeywordOfVersion(String word) {
        return isKeywordOf(word, version);
    }

    static boolean isKeywordOf(String word, RegoVersion version) {
        return ALWAYS.containsKey(word)
                || (version.atLeast(RegoVersion.V1) && SINCE_V1.contains(word))
                || (version.atLeast(RegoVersion.V2) && SINCE_V2.contains(word));
    }

    /** Whether {@code not} may be followed by a body, and negates all that its operand needs. */
    boolean notTakesBody() {
        return notTakesBody;
    }

    /** Whether {@code and} or {@code or} is an operator. */
    boolean hasConnectives() {
        return active.contains("and") || active.contains("or");
    }

    /** Puts other future keywords in force; answers those that were, for putting back. */
    Set<String> swap(Set<String> words) {
        Set<String> before = active;
        active = new HashSet<>(words);
        return before;
    }
}
