package dev.meshwarden.policy.library;

import dev.meshwarden.policy.rule.Rule;

import java.util.List;

/** The rules written in Java, in id order. A new rule is a line here. */
public final class RuleCatalogue {
    private RuleCatalogue() {}

    public static List<Rule> standard() {
        return List.of();
    }
}
