package dev.meshwarden.rego.compile;

import java.util.List;

/** The stages in the order they run. The order is OPA's; each stage's page says what must run before it and why. */
final class Stages {
    static final List<Stage> OF_MODULES = List.of(new BuildRuleTree());

    private Stages() {}
}
