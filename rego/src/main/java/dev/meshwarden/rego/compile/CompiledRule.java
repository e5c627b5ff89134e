package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A rule ready to be planned. Two are equal only when they are the same rule of the same modules.
 *
 * @param number counted over all modules, else branches too
 * @param path from {@code data} on
 * @param head its reference is that of {@code path} without the package
 * @param orElse the next branch of an else chain; null when there is none
 * @param annotations METADATA blocks written above it
 */
public record CompiledRule(
        int number,
        Ref path,
        Head head,
        Body body,
        @Nullable CompiledRule orElse,
        boolean isDefault,
        List<Annotations> annotations,
        Location at)
        implements RuleShape {
    public CompiledRule {
        annotations = List.copyOf(annotations);
    }

    public boolean isFunction() {
        return head.isFunction();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CompiledRule rule && number == rule.number && at.equals(rule.at);
    }

    @Override
    public int hashCode() {
        return number;
    }
}
