package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.compile.CompiledModules;
import dev.meshwarden.rego.compile.CompiledQuery;
import dev.meshwarden.rego.compile.QueryCompilation;
import dev.meshwarden.rego.compile.QueryCompiler;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.planner.Optimisation;
import dev.meshwarden.rego.planner.Planner;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;

/** Modules that compiled together. Immutable, shared by all threads. */
public final class CompiledPolicy {
    private final CompiledModules modules;
    private final CompileOptions options;
    private final String revision;
    private final List<PackageDoc> packages;

    CompiledPolicy(CompiledModules modules, List<Source> sources, CompileOptions options) {
        this.modules = modules;
        this.options = options;
        this.revision = Revision.of(sources, options);
        this.packages = PackageDocs.of(modules);
    }

    /** {@code sha256:} and the hex digest over canonical sources and the policy's own data. */
    public String revision() {
        return revision;
    }

    /** Sorted by path. */
    public List<PackageDoc> packages() {
        return packages;
    }

    /** Builtins that any rule calls. */
    public SortedSet<String> builtins() {
        return modules.builtins();
    }

    /** What was compiled: for tools that look into rules. */
    public CompiledModules modules() {
        return modules;
    }

    /** Any query, such as {@code data.a.b.deny} or {@code x := input.y; x > 3}. */
    public Preparation prepare(String query) {
        return prepare(new Source("<query>", query));
    }

    /** A query with the name it is shown under in diagnostics. */
    public Preparation prepare(Source query) {
        return prepare(query, QueryScope.NONE);
    }

    /** A query that stands somewhere. */
    public Preparation prepare(Source query, QueryScope scope) {
        return prepare(
                query,
                scope,
                compiled ->
                        PreparedQuery.of(
                                plan(
                                        compiled,
                                        options.optimise() ? Optimisation.ALL : Optimisation.NONE),
                                compiled.written(),
                                modules.settings().builtins(),
                                options.data()));
    }

    /** A query whose evaluations tell a watcher what they do: slower, and never optimised, so that nothing is passed over. */
    public Preparation prepareWatched(Source query) {
        return prepareWatched(query, QueryScope.NONE);
    }

    /** As {@link #prepareWatched(Source)}, of a query that stands somewhere. */
    public Preparation prepareWatched(Source query, QueryScope scope) {
        return prepare(
                query,
                scope,
                compiled ->
                        PreparedQuery.watched(
                                plan(compiled, Optimisation.NONE),
                                compiled.written(),
                                modules.settings().builtins(),
                                options.data()));
    }

    private Preparation prepare(
            Source query, QueryScope scope, Function<CompiledQuery, PreparedQuery> ready) {
        return switch (Parser.query(query, ParseOptions.STANDARD)) {
            case Parsed.Ok<Body>(var body) ->
                    switch (QueryCompiler.compile(body, modules, scope.within(), scope.imports())) {
                        case QueryCompilation.Compiled(var compiled) ->
                                new Preparation.Prepared(ready.apply(compiled));
                        case QueryCompilation.Rejected(var why) -> new Preparation.Rejected(why);
                    };
            case Parsed.Failed<Body>(var why) -> new Preparation.Rejected(why);
        };
    }

    private Plan plan(CompiledQuery query, Set<Optimisation> optimisations) {
        return Planner.plan(modules, query, optimisations);
    }
}
