package dev.meshwarden.rego.syntax;

import java.util.Set;

/** Recognises a keyword used as the name of a rule, before it is read as what it usually begins. */
final class StatementStart {
    private static final Set<Kind> RULE =
            Set.of(Kind.ASSIGN, Kind.UNIFY, Kind.IF, Kind.CONTAINS, Kind.LPAREN);

    /** {@code not (x)} negates a group, {@code or(x, y)} is a call. */
    private static final Set<Kind> OPERATOR =
            Set.of(Kind.ASSIGN, Kind.UNIFY, Kind.IF, Kind.CONTAINS);

    /** A package may be named after a keyword. */
    private static final Set<Kind> PATH = Set.of(Kind.ASSIGN, Kind.UNIFY, Kind.LPAREN);

    private StatementStart() {}

    /** Whether a keyword stands here as the name of a rule; reports it. */
    static boolean refuseKeyword(TokenCursor cursor, boolean behindDefault) {
        Set<Kind> followers = followers(cursor.kind());
        if (followers.isEmpty() || (!behindDefault && !followers.contains(cursor.peek()))) {
            return false;
        }
        cursor.fail(cursor.at(), cursor.kind() + " keyword cannot be used for rule name");
        return true;
    }

    private static Set<Kind> followers(Kind kind) {
        return switch (kind) {
            case EVERY, IF, IN, SOME, AS -> RULE;
            case PACKAGE, IMPORT -> PATH;
            case NOT, AND, OR -> OPERATOR;
            case CONTAINS -> Set.of(Kind.IF, Kind.CONTAINS);
            default -> Set.of();
        };
    }
}
