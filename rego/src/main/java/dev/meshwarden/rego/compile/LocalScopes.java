package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Var;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The scopes around a place in a rule, innermost last: which names are taken there, how they came to be, and what they are called from
 * now on. Threading: confined to one compilation.
 */
final class LocalScopes {
    /** How a name came into its scope. */
    enum Origin {
        NEW,
        ARGUMENT,
        SEEN,
        ASSIGNED,
        DECLARED
    }

    private static final class Entry {
        final String renamed;
        final Origin origin;
        int uses = 1;

        Entry(String renamed, Origin origin) {
            this.renamed = renamed;
            this.origin = origin;
        }
    }

    private final List<Map<String, Entry>> scopes = new ArrayList<>();
    private final Map<String, String> originalNames;

    /**
     * @param originalNames gains generated name to written name for each local
     */
    LocalScopes(Map<String, String> originalNames) {
        this.originalNames = originalNames;
        push();
    }

    /** Scopes that begin with the same names: for a branch of an else chain. */
    LocalScopes copy() {
        var copy = new LocalScopes(originalNames);
        for (Map<String, Entry> scope : scopes) {
            scope.forEach((name, e) -> {
                var entry = new Entry(e.renamed, e.origin);
                entry.uses = e.uses;
                copy.scopes.getFirst().put(name, entry);
            });
        }
        return copy;
    }

    void push() {
        scopes.add(new LinkedHashMap<>());
    }

    void pop() {
        scopes.removeLast();
    }

    void insert(String name, String renamed, Origin origin) {
        scopes.getLast().put(name, new Entry(renamed, origin));
        if (!name.equals(renamed)) {
            originalNames.put(renamed, originalNames.getOrDefault(name, name));
        }
    }

    /** What a name is called from now on; null when no scope knows it. */
    @Nullable String renamed(String name) {
        Entry entry = find(name);
        return entry == null ? null : entry.renamed;
    }

    /** How a name came into the innermost scope. */
    Origin here(String name) {
        Entry entry = scopes.getLast().get(name);
        return entry == null ? Origin.NEW : entry.origin;
    }

    /** How a name came into any scope, the innermost first; null when none knows it. */
    @Nullable Origin anywhere(String name) {
        Entry entry = find(name);
        return entry == null ? null : entry.origin;
    }

    /** Counts one more use. */
    void use(String name) {
        Entry entry = find(name);
        if (entry != null) {
            entry.uses++;
        }
    }

    /** How often a name was met, its declaration included; 0 when no scope knows it. */
    int uses(String name) {
        Entry entry = find(name);
        return entry == null ? 0 : entry.uses;
    }

    /** The innermost scope: name to what it is called from now on. */
    Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        scopes.getLast().forEach((name, entry) -> names.put(name, entry.renamed));
        return names;
    }

    /** Names of one origin in the innermost scope, in the order of what they are called from now on. */
    List<String> ofOrigin(Origin origin) {
        SortedSet<String> found =
                new TreeSet<>(
                        Comparator.comparing((String n) ->
                                Objects.requireNonNull(scopes.getLast().get(n)).renamed));
        scopes.getLast()
                .forEach((name, entry) -> {
                    if (entry.origin == origin && !name.startsWith(Var.WILDCARD)) {
                        found.add(name);
                    }
                });
        return List.copyOf(found);
    }

    private @Nullable Entry find(String name) {
        for (Map<String, Entry> scope : scopes.reversed()) {
            Entry entry = scope.get(name);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
