package dev.meshwarden.policy.decision;

/**
 * A denial that a break-glass group passed.
 *
 * @param group that the user is of
 * @param ticket of the object's annotation; empty when there is none
 * @param expires as annotated; empty when there is none
 */
public record BreakGlassUse(String group, String ticket, String expires) {}
