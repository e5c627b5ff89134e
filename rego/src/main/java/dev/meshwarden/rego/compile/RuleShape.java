package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.source.Location;

/** What look-ups need to know of a rule, compiled or on the way. */
public sealed interface RuleShape permits CompiledRule, RuleDraft {
    /** From {@code data} on: package, name and the rest of the head's reference. */
    Ref path();

    Head head();

    Body body();

    boolean isDefault();

    Location at();
}
