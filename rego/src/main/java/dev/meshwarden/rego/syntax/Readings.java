package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Term;

import org.jspecify.annotations.Nullable;

/**
 * What terms came to, so that none is read twice when the grammar tries another way: without it the time would double with every
 * level of nesting. A term that is done makes those inside it forgotten, since they may be read otherwise when it turns out to be
 * no term.
 *
 * <p>Threading: belongs to one parse.
 */
final class Readings {
    private @Nullable Reading last;

    /** A term, or none, and the cursor behind it; the chain of them falls in index. */
    record Reading(int index, @Nullable Term term, CursorState after, @Nullable Reading below) {}

    @Nullable Reading at(int index) {
        for (Reading r = last; r != null && r.index >= index; r = r.below) {
            if (r.index == index) {
                return r;
            }
        }
        return null;
    }

    void add(int index, @Nullable Term term, CursorState after) {
        forgetFrom(index);
        last = new Reading(index, term, after, last);
    }

    void forgetFrom(int index) {
        while (last != null && last.index >= index) {
            last = last.below;
        }
    }
}
