package dev.meshwarden.rego.builtin.rego;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code rego.parse_module}: a module's text as its syntax tree. */
public final class RegoBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "rego.parse_module",
                            Signature.of("filename: string, rego: string -> object{[string]: any}"),
                            RegoBuiltins::parseModule));

    /** What is found once the statements are read has no line shown. */
    private static final Pattern UNMARKED =
            Pattern.compile("^package expected|^unexpected package|cannot be used for rule name");

    private RegoBuiltins() {}

    private static Value parseModule(BuiltinContext context, Value[] arguments) {
        String name = Operands.text(arguments, 0);
        var source = new Source(name, Operands.text(Operands.alone(arguments, 1), 0));
        context.budget().checkTime();
        return switch (Parser.module(source, ParseOptions.STANDARD)) {
            case Parsed.Ok<Module>(var module) -> ModuleJson.of(module);
            case Parsed.Failed<Module>(var diagnostics) ->
                    throw BuiltinError.failed(said(diagnostics));
        };
    }

    private static String said(List<Diagnostic> diagnostics) {
        if (diagnostics.getFirst().message().equals("empty module")) {
            return line(diagnostics.getFirst());
        }
        int count = diagnostics.size();
        String lines =
                diagnostics.stream().map(RegoBuiltins::said).collect(Collectors.joining("\n"));
        return count == 1 ? "1 error occurred: " + lines : count + " errors occurred:\n" + lines;
    }

    /** The fault, its line and a mark below, as OPA writes them. */
    private static String said(Diagnostic fault) {
        if (UNMARKED.matcher(fault.message()).find()) {
            return line(fault);
        }
        String text = fault.at().source().line(fault.at().row());
        String mark = " ".repeat(Math.max(0, fault.at().column() - 1)) + "^";
        return line(fault) + "\n\t" + text + "\n\t" + mark;
    }

    private static String line(Diagnostic fault) {
        return "%s:%d: %s: %s"
                .formatted(
                        fault.at().file(), fault.at().row(), fault.code().text(), fault.message());
    }
}
