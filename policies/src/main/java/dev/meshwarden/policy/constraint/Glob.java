package dev.meshwarden.policy.constraint;

import java.util.List;

/**
 * A name pattern as Gatekeeper has it: {@code *} at both ends contains, at the front ends with, at the end begins with, otherwise
 * equal. A star elsewhere is a star.
 */
public record Glob(String pattern) {
    public boolean fits(String name) {
        boolean front = pattern.startsWith("*");
        boolean end = pattern.endsWith("*");
        if (front && end) {
            return name.contains(pattern.length() < 2 ? "" : inner(1, 1));
        }
        if (front) {
            return name.endsWith(inner(1, 0));
        }
        return end ? name.startsWith(inner(0, 1)) : name.equals(pattern);
    }

    /** Whether a name that is yet to be made from a prefix is sure to fit. */
    public boolean fitsGenerated(String prefix) {
        return pattern.endsWith("*") && fits(prefix);
    }

    public static boolean anyFits(List<Glob> globs, String name) {
        return globs.stream().anyMatch(g -> g.fits(name));
    }

    private String inner(int front, int end) {
        return pattern.substring(front, pattern.length() - end);
    }
}
