package dev.meshwarden.rego.syntax;

import java.util.List;

/**
 * A token. Words are {@link Kind#IDENT} here; which of them are keywords depends on imports and is the cursor's to say.
 *
 * @param start UTF-16 offset; for the part of a template string behind a hole, the first unit behind the brace
 * @param newline a line ended between the token before and this one
 * @param faults what is wrong with it; empty for all but illegal tokens
 */
record Token(Kind kind, int start, int end, boolean newline, List<String> faults) {}
