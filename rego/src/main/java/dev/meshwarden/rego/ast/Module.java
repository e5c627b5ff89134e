package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.util.List;

/**
 * One file of rules.
 *
 * @param path of its package, {@code data} in front: {@code data.a.b}
 * @param annotations every METADATA block, also those that are attached to a rule, in source order
 * @param version what it was read as
 * @param effective {@code version}, or what {@code import rego.v1} or {@code import rego.v2} raises it to
 * @param at the package statement
 */
public record Module(
        Source source,
        Ref path,
        List<Import> imports,
        List<Rule> rules,
        List<Annotations> annotations,
        List<Comment> comments,
        RegoVersion version,
        RegoVersion effective,
        Location at)
        implements Node {
    public Module {
        imports = List.copyOf(imports);
        rules = List.copyOf(rules);
        annotations = List.copyOf(annotations);
        comments = List.copyOf(comments);
    }

    /** Whether the checks that OPA 1.0 made unconditional hold here. */
    public boolean checksAsV1() {
        return effective.atLeast(RegoVersion.V1);
    }

    public Module withRules(List<Rule> changed) {
        return new Module(
                source, path, imports, changed, annotations, comments, version, effective, at);
    }

    public Module withImports(List<Import> changed) {
        return new Module(
                source, path, changed, rules, annotations, comments, version, effective, at);
    }

    @Override
    public String toString() {
        return RuleText.of(this);
    }
}
