package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.compile.CompiledModule;
import dev.meshwarden.rego.compile.CompiledModules;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The packages of compiled modules with their METADATA. */
final class PackageDocs {
    private PackageDocs() {}

    static List<PackageDoc> of(CompiledModules modules) {
        Map<String, List<CompiledModule>> byPath = new TreeMap<>();
        for (CompiledModule m : modules.modules()) {
            byPath.computeIfAbsent(path(m), _ -> new ArrayList<>()).add(m);
        }
        List<PackageDoc> docs = new ArrayList<>();
        byPath.forEach((path, parts) -> docs.add(doc(path, parts)));
        return List.copyOf(docs);
    }

    private static String path(CompiledModule module) {
        String dotted = module.path().dotted();
        return dotted.startsWith("data.") ? dotted.substring("data.".length()) : dotted;
    }

    private static PackageDoc doc(String path, List<CompiledModule> parts) {
        var rules = new TreeSet<String>();
        var sources = new ArrayList<String>();
        String title = "";
        String description = "";
        Obj custom = Obj.EMPTY;
        for (CompiledModule part : parts) {
            part.rules().forEach(r -> rules.add(r.head().name()));
            sources.add(part.source().name());
            for (Annotations a : part.annotations()) {
                if (a.scope() == Annotations.Scope.PACKAGE) {
                    title = title.isEmpty() ? a.title() : title;
                    description = description.isEmpty() ? a.description() : description;
                    custom = custom.size() == 0 ? a.custom() : custom;
                }
            }
        }
        return new PackageDoc(
                path,
                title,
                description,
                custom,
                List.copyOf(rules),
                sources,
                parts.getFirst().at());
    }
}
