package dev.meshwarden.rego.engine;

import java.util.List;
import java.util.SortedSet;

/** Modules that compiled together. Immutable, shared by all threads. */
public interface CompiledPolicy {
    /** {@code sha256:} and the hex digest over canonical sources and the policy's own data. */
    String revision();

    /** Sorted by path. */
    List<PackageDoc> packages();

    /** Builtins that any rule calls. */
    SortedSet<String> builtins();

    /** Any query, such as {@code data.a.b.deny} or {@code x := input.y; x > 3}. */
    Preparation prepare(String query);
}
