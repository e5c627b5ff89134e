package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A rule. One that was written without a body has the body {@code true}, generated.
 *
 * @param orElse what holds when the body does not; its head repeats reference and arguments. Null when there is none
 * @param annotations METADATA blocks of scope rule, then of scope document, written above it
 */
public record Rule(
        boolean isDefault,
        Head head,
        Body body,
        @Nullable Rule orElse,
        List<Annotations> annotations,
        Location at)
        implements Node {
    public Rule {
        annotations = List.copyOf(annotations);
    }

    public Ref ref() {
        return head.ref();
    }

    /** Whether it takes arguments. */
    public boolean isFunction() {
        return head.isFunction();
    }

    public Rule withHead(Head changed) {
        return new Rule(isDefault, changed, body, orElse, annotations, at);
    }

    public Rule withBody(Body changed) {
        return new Rule(isDefault, head, changed, orElse, annotations, at);
    }

    public Rule withElse(@Nullable Rule changed) {
        return new Rule(isDefault, head, body, changed, annotations, at);
    }

    public Rule withAnnotations(List<Annotations> changed) {
        return new Rule(isDefault, head, body, orElse, changed, at);
    }

    @Override
    public String toString() {
        return RuleText.of(this, RegoVersion.V1);
    }
}
