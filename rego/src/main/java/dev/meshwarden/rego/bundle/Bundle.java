package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Map;

/**
 * Modules and data that belong together.
 *
 * @param revision as the manifest says; empty when it says nothing
 * @param roots paths below {@code data} that the bundle owns, without outer slashes; the empty root owns everything
 * @param regoVersions of modules by their names, as the manifest says; modules it says nothing of are missing
 * @param modules by name, which is the bundle's name and the file's path in it
 * @param data documents of every folder, each under the path of its folder
 */
public record Bundle(
        String revision,
        List<String> roots,
        Map<String, Integer> regoVersions,
        List<Source> modules,
        Obj data) {
    public Bundle {
        roots = List.copyOf(roots);
        regoVersions = Map.copyOf(regoVersions);
        modules = List.copyOf(modules);
    }
}
