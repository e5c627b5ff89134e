package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a bare name means in a module: a rule of its package, or an import, which hides the rule. Notes which were asked for. Threading: confined to
 * one compilation.
 */
final class Globals {
    private final Map<String, Ref> paths = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /**
     * @param pkg path of the package
     * @param rules names of its rules, from all of its modules
     */
    Globals(@Nullable Ref pkg, Collection<String> rules, List<Import> imports) {
        if (pkg != null) {
            for (String name : rules) {
                paths.put(name, pkg.append(Scalar.string(name, Location.NONE)));
            }
        }
        for (Import imported : imports) {
            if (!imported.isOfLanguage()) {
                paths.put(imported.name(), imported.path());
            }
        }
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** The reference a name stands for, every part at the place of the name; null when it stands for none. */
    @Nullable Ref resolve(String name, Location at) {
        Ref path = paths.get(name);
        if (path == null) {
            return null;
        }
        used.add(name);
        var parts = new ArrayList<>(path.path());
        parts.replaceAll(part -> part.at(at));
        return new Ref(path.head().at(at), parts, at);
    }

    boolean isUsed(String name) {
        return used.contains(name);
    }
}
