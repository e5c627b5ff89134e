package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;
import dev.meshwarden.rego.type.Type;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles sources for tests: modules named {@code test-0.rego}, {@code test-1.rego}, and so on. */
final class Compiling {
    /** What policies may not call unless allowed. */
    static final Set<String> FORBIDDEN = Set.of("http.send", "net.lookup_ip_addr", "opa.runtime");

    /** Signatures the tests need, whatever the table of builtins has: names and numbers of arguments. */
    private static final Map<String, Builtin> SIGNATURES =
            Stream.of(
                            function("count", 1),
                            function("upper", 1),
                            function("lower", 1),
                            function("concat", 2),
                            function("object.get", 3),
                            function("http.send", 1),
                            function("internal.print", 1),
                            function("internal.template_string", 1),
                            of("any", 1, Builtin.Trait.DEPRECATED),
                            of("all", 1, Builtin.Trait.DEPRECATED),
                            of("walk", 1, Builtin.Trait.RELATION),
                            new Builtin(
                                    "print",
                                    "",
                                    new Type.Function(List.of(), Type.ANY, Optional.of(Type.ANY)),
                                    Builtin.Trait.PURE,
                                    (_, _) -> null))
                    .collect(Collectors.toUnmodifiableMap(Builtin::name, b -> b));

    private Compiling() {}

    private static Builtin function(String name, int arity) {
        return of(name, arity, Builtin.Trait.PURE);
    }

    private static Builtin of(String name, int arity, Builtin.Trait trait) {
        Type[] arguments = new Type[arity];
        Arrays.fill(arguments, Type.ANY);
        return new Builtin(name, "", Type.function(Type.ANY, arguments), trait, (_, _) -> null);
    }

    private static @Nullable Builtin find(String name) {
        Builtin builtin = BuiltinTable.find(name);
        return builtin == null ? SIGNATURES.get(name) : builtin;
    }

    static CompileSettings settings() {
        return CompileSettings.STANDARD.withBuiltins(Compiling::find).withForbidden(FORBIDDEN);
    }

    /** Of modules that are expected to compile. */
    static CompiledModules good(String... sources) {
        return switch (compile(RegoVersion.V1, settings(), sources)) {
            case ModuleCompilation.Compiled(var modules) -> modules;
            case ModuleCompilation.Rejected(var diagnostics) ->
                    throw new AssertionError(lines(diagnostics));
        };
    }

    /** One line a fault, as OPA prints them. */
    static String faults(String... sources) {
        return switch (compile(RegoVersion.V1, settings(), sources)) {
            case ModuleCompilation.Compiled _ -> "";
            case ModuleCompilation.Rejected(var diagnostics) -> lines(diagnostics);
        };
    }

    static ModuleCompilation compile(
            RegoVersion version, CompileSettings settings, String... sources) {
        var modules = new ArrayList<Module>();
        for (int i = 0; i < sources.length; i++) {
            var source = new Source("test-" + i + ".rego", sources[i]);
            switch (Parser.module(source, ParseOptions.STANDARD.withVersion(version))) {
                case Parsed.Ok<Module>(var module) -> modules.add(module);
                case Parsed.Failed<Module>(var diagnostics) -> {
                    return new ModuleCompilation.Rejected(diagnostics);
                }
            }
        }
        return ModuleCompiler.compile(modules, settings);
    }

    static String lines(List<Diagnostic> diagnostics) {
        return String.join("\n", diagnostics.stream().map(Diagnostic::line).toList());
    }

    /** The compiled rules, one expression a line. */
    static String text(CompiledModules modules) {
        var out = new StringBuilder();
        for (CompiledModule module : modules.modules()) {
            for (CompiledRule rule : module.rules()) {
                for (@Nullable CompiledRule b = rule; b != null; b = b.orElse()) {
                    out.append(b == rule ? "" : "else ")
                            .append(b.isDefault() ? "default " : "")
                            .append(b.head())
                            .append(" if {\n");
                    b.body().forEach(e -> out.append('\t').append(e).append('\n'));
                    out.append("}\n");
                }
            }
        }
        return out.toString();
    }
}
