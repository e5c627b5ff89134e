package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import java.util.List;

/**
 * A package as its authors describe it.
 *
 * @param path without {@code data.}: {@code meshwarden.rules.mtls_001}
 * @param title of the METADATA block in scope package; empty when there is none
 * @param custom of that block; empty when there is none
 * @param rules names of the package's rules, sorted; the first part of the reference only
 * @param sources names of the modules that make it up
 */
public record PackageDoc(
        String path,
        String title,
        String description,
        Obj custom,
        List<String> rules,
        List<String> sources,
        Location at) {
    public PackageDoc {
        rules = List.copyOf(rules);
        sources = List.copyOf(sources);
    }
}
