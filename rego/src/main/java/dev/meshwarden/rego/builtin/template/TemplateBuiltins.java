package dev.meshwarden.rego.builtin.template;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.builtin.json.JsonSyntax;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** {@code strings.render_template}. */
public final class TemplateBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "strings.render_template",
                            Signature.of("value: string, vars: object{[string]: any} -> string"),
                            TemplateBuiltins::render));

    private TemplateBuiltins() {}

    private static Str render(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        Obj variables = Operands.object(arguments, 1);
        context.budget().text(variables);
        refuseSets(variables);
        try {
            Template template = TemplateParser.parse(text);
            String rendered = TemplateRun.render(context.budget(), template, variables);
            return Str.of(rendered.replace("<no value>", "<undefined>"));
        } catch (StackOverflowError _) {
            throw BuiltinError.failed("template: template: nests too deeply");
        }
    }

    /** OPA hands the variables over as their Rego text, read as JSON: a set in them is refused. */
    private static void refuseSets(Obj variables) {
        new JsonSyntax(RegoText.of(variables))
                .document()
                .ifPresent(wrong -> {
                    throw BuiltinError.failed(wrong);
                });
    }
}
