package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.util.List;

/**
 * One compiled module.
 *
 * @param path of its package, {@code data} in front
 * @param rules in source order; else branches hang on their rule
 * @param annotations every METADATA block, in source order
 * @param version the version whose checks it passed
 */
public record CompiledModule(
        Source source,
        Ref path,
        List<CompiledRule> rules,
        List<Annotations> annotations,
        RegoVersion version,
        Location at) {
    public CompiledModule {
        rules = List.copyOf(rules);
        annotations = List.copyOf(annotations);
    }
}
