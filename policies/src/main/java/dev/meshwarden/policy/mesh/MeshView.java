package dev.meshwarden.policy.mesh;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every object known of the cluster before the request, immutable.
 *
 * @param objects by {@code group/Kind} ({@code /Namespace} for the core group), then {@code namespace/name} ({@code /name} for
 *     cluster-scoped objects)
 */
public record MeshView(Map<String, Map<String, Obj>> objects) {
    public MeshView {
        Map<String, Map<String, Obj>> copy = new TreeMap<>();
        objects.forEach((kind, byName) ->
                copy.put(kind, java.util.Collections.unmodifiableMap(new TreeMap<>(byName))));
        objects = java.util.Collections.unmodifiableMap(copy);
    }

    /** From whole objects; of two with one identity the last stays. */
    public static MeshView of(List<Obj> all) {
        Map<String, Map<String, Obj>> byKind = new TreeMap<>();
        for (Obj object : all) {
            byKind.computeIfAbsent(kindKey(object), _ -> new TreeMap<>())
                    .put(nameKey(object), object);
        }
        return new MeshView(byKind);
    }

    /** Objects of one kind in name order; empty when none is known. */
    public List<Obj> all(String group, String kind) {
        return List.copyOf(objects.getOrDefault(group + "/" + kind, Map.of()).values());
    }

    public @Nullable Obj find(String group, String kind, String namespace, String name) {
        return objects.getOrDefault(group + "/" + kind, Map.of()).get(namespace + "/" + name);
    }

    /** As {@code data.mesh} shows it: {@code objects[group/Kind][namespace/name]}. */
    public Obj asData() {
        Obj.Builder kinds = Obj.builder(objects.size());
        objects.forEach((kind, byName) -> kinds.put(Str.of(kind), Obj.of(byName)));
        return kinds.build();
    }

    private static String kindKey(Obj object) {
        String version = text(object, "apiVersion");
        int slash = version.indexOf('/');
        return (slash < 0 ? "" : version.substring(0, slash)) + "/" + text(object, "kind");
    }

    private static String nameKey(Obj object) {
        Obj meta = object.get("metadata") instanceof Obj m ? m : Obj.EMPTY;
        return text(meta, "namespace") + "/" + text(meta, "name");
    }

    private static String text(Obj object, String field) {
        return object.get(field) instanceof Str s ? s.text() : "";
    }

    /** With one object put in or replaced. */
    public MeshView with(Obj object) {
        Map<String, Map<String, Obj>> changed = new TreeMap<>(objects);
        Map<String, Obj> ofKind = new TreeMap<>(changed.getOrDefault(kindKey(object), Map.of()));
        ofKind.put(nameKey(object), object);
        changed.put(kindKey(object), ofKind);
        return new MeshView(changed);
    }

    /** Without one object. */
    public MeshView without(Obj object) {
        Map<String, Map<String, Obj>> changed = new TreeMap<>(objects);
        Map<String, Obj> ofKind = new TreeMap<>(changed.getOrDefault(kindKey(object), Map.of()));
        ofKind.remove(nameKey(object));
        changed.put(kindKey(object), ofKind);
        return new MeshView(changed);
    }
}
