package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.compile.CompileSettings;
import dev.meshwarden.rego.compile.ModuleCompilation;
import dev.meshwarden.rego.compile.ModuleCompiler;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Source in, compiled policy out. */
public final class RegoCompiler {
    private RegoCompiler() {}

    /** Compiles modules together; all or nothing. */
    public static Compilation compile(List<Source> modules, CompileOptions options) {
        return compile(modules, options, BuiltinTable::find);
    }

    /**
     * As {@link #compile(List, CompileOptions)}, with other builtins.
     *
     * @param builtins the builtin of a name; null when there is none
     */
    public static Compilation compile(
            List<Source> modules,
            CompileOptions options,
            Function<String, @Nullable Builtin> builtins) {
        return compile(modules, options, builtins, UnaryOperator.identity());
    }

    /**
     * As {@link #compile(List, CompileOptions, Function)}, of what a tool makes of the parsed modules.
     *
     * @param change applied to all modules together, before any stage
     */
    public static Compilation compile(
            List<Source> modules,
            CompileOptions options,
            Function<String, @Nullable Builtin> builtins,
            UnaryOperator<List<Module>> change) {
        List<Module> parsed = new ArrayList<>();
        List<Diagnostic> faults = new ArrayList<>();
        for (Source source : modules) {
            switch (Parser.module(
                    source, ParseOptions.STANDARD.withVersion(options.versionOf(source)))) {
                case Parsed.Ok<Module>(var module) -> parsed.add(module);
                case Parsed.Failed<Module>(var why) -> faults.addAll(why);
            }
        }
        if (!faults.isEmpty()) {
            return new Compilation.Rejected(faults.stream().sorted(Diagnostic.ORDER).toList());
        }
        var settings =
                CompileSettings.STANDARD
                        .withStrict(options.strict())
                        .withForbidden(options.forbidden())
                        .withBuiltins(builtins);
        return switch (ModuleCompiler.compile(change.apply(parsed), settings)) {
            case ModuleCompilation.Compiled(var compiled) ->
                    new Compilation.Compiled(new CompiledPolicy(compiled, modules, options));
            case ModuleCompilation.Rejected(var why) -> new Compilation.Rejected(why);
        };
    }
}
