package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Ref;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Compiles a query against compiled modules. */
public final class QueryCompiler {
    private QueryCompiler() {}

    /** A query that stands in no package. */
    public static QueryCompilation compile(Body query, CompiledModules modules) {
        return compile(query, modules, null, List.of());
    }

    /**
     * @param within the package whose rules the query may call by name, {@code data} in front; null for none
     * @param imports as if they stood above the query
     */
    public static QueryCompilation compile(
            Body query, CompiledModules modules, @Nullable Ref within, List<Import> imports) {
        throw new IllegalStateException(
                "bug: arrives with the stages: " + query + within + imports + modules);
    }
}
