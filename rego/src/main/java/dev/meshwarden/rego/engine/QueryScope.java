package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a query stands: the package whose rules it may call by name, and the imports above it.
 *
 * @param within {@code data} in front; null for none
 */
public record QueryScope(@Nullable Ref within, List<Import> imports) {
    /** In no package, without imports. */
    public static final QueryScope NONE = new QueryScope(null, List.of());

    public QueryScope {
        imports = List.copyOf(imports);
    }

    /**
     * From what follows the keywords of both statements.
     *
     * @param within such as {@code a.b}; empty for none
     * @param imports such as {@code data.lib as l}
     */
    public static Parsed<QueryScope> parse(String within, List<String> imports) {
        Ref pkg = null;
        if (!within.isEmpty()) {
            switch (module("package " + within)) {
                case Parsed.Ok<Module>(var module) -> pkg = module.path();
                case Parsed.Failed<Module>(var why) -> {
                    return Parsed.failed(why);
                }
            }
        }
        List<Import> read = new ArrayList<>();
        for (String each : imports) {
            switch (module("package none\nimport " + each)) {
                case Parsed.Ok<Module>(var module) -> read.addAll(module.imports());
                case Parsed.Failed<Module>(var why) -> {
                    return Parsed.failed(why);
                }
            }
        }
        return Parsed.ok(new QueryScope(pkg, read));
    }

    private static Parsed<Module> module(String text) {
        return Parser.module(new Source("", text), ParseOptions.STANDARD);
    }
}
