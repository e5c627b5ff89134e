package dev.meshwarden.policy.rule;

/**
 * Something that every matching object must satisfy.
 *
 * <p>Contract: {@link #answer} is a pure function of the question; it never returns null, never blocks and keeps to the time left.
 * A rule is asked only about objects that its {@link RuleDoc} names, and may be asked by many threads at once. What it throws becomes
 * {@link Unchecked.Failed}.
 */
public interface Rule {
    RuleDoc doc();

    Answer answer(Question question);
}
