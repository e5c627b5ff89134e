package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.meshwarden.rego.builtin.BuiltinContext;

import java.util.ArrayList;
import java.util.List;

/**
 * One match.
 *
 * @param bounds start and end of the match and of each group; -1 for a group without one
 */
record Found(int[] bounds) {
    /** Matches from the left, at most so many, -1 for all; none empty right behind another. */
    static List<Found> all(BuiltinContext context, Pattern pattern, String text, long most) {
        List<Found> found = new ArrayList<>();
        Matcher matcher = Patterns.matcher(context.budget(), pattern, text);
        int from = 0;
        int previousEnd = -1;
        while ((most < 0 || found.size() < most) && from <= text.length() && matcher.find(from)) {
            context.budget().step();
            boolean accepted = true;
            if (matcher.end() == from) {
                accepted = matcher.start() != previousEnd;
                from += from < text.length() ? Character.charCount(text.codePointAt(from)) : 1;
            } else {
                from = matcher.end();
            }
            previousEnd = matcher.end();
            if (accepted) {
                found.add(of(matcher));
                context.budget().elements(found.size());
            }
        }
        return found;
    }

    private static Found of(Matcher matcher) {
        int[] bounds = new int[2 * (matcher.groupCount() + 1)];
        for (int g = 0; g <= matcher.groupCount(); g++) {
            bounds[2 * g] = matcher.start(g);
            bounds[2 * g + 1] = matcher.end(g);
        }
        return new Found(bounds);
    }

    int start() {
        return bounds[0];
    }

    int end() {
        return bounds[1];
    }

    int groups() {
        return bounds.length / 2;
    }

    /** A group's text, empty where it has no match. */
    String group(String text, int group) {
        return bounds[2 * group] < 0
                ? ""
                : text.substring(bounds[2 * group], bounds[2 * group + 1]);
    }
}
