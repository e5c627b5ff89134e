package dev.meshwarden.rego.builtin.rego;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.TemplatePart;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Terms in the JSON that OPA writes its syntax trees in: each an object of type and value. */
final class TermJson {
    private TermJson() {}

    static Value of(Term term) {
        return switch (term) {
            case Scalar(var value, _) when value instanceof Null -> typed("null", Obj.EMPTY);
            case Scalar(var value, _) -> typed(value.typeName(), value);
            case Var v -> typed("var", Str.of(v.name()));
            case Ref ref -> typed("ref", list(ref.parts()));
            case ArrayTerm(var elements, _) -> typed("array", list(elements));
            case SetTerm(var members, _) -> typed("set", list(members));
            case ObjectTerm(var entries, _) ->
                    typed(
                            "object",
                            Array.ofList(
                                    entries.stream()
                                            .map(e -> Array.of(of(e.key()), of(e.value())))
                                            .toList()));
            case ArrayComp(var head, var body, _) ->
                    typed(
                            "arraycomprehension",
                            comprehension(head).put("body", ModuleJson.body(body)).build());
            case SetComp(var head, var body, _) ->
                    typed(
                            "setcomprehension",
                            comprehension(head).put("body", ModuleJson.body(body)).build());
            case ObjectComp(var key, var value, var body, _) ->
                    typed(
                            "objectcomprehension",
                            Obj.builder()
                                    .put("key", of(key))
                                    .put("value", of(value))
                                    .put("body", ModuleJson.body(body))
                                    .build());
            case Call call -> typed("call", call(call.operator(), call.args()));
            case TemplateString template -> typed("templatestring", template(template));
        };
    }

    private static Obj.Builder comprehension(Term head) {
        return Obj.builder().put("term", of(head));
    }

    private static Value template(TemplateString template) {
        List<Value> parts = new ArrayList<>();
        for (TemplatePart part : template.parts()) {
            parts.add(
                    switch (part) {
                        case TemplatePart.Fixed(var value) -> of(value);
                        case TemplatePart.Hole(var expr) -> ModuleJson.expr(expr, 0);
                    });
        }
        return Obj.builder()
                .put("parts", Array.ofList(parts))
                .put("multi_line", Bool.of(template.raw()))
                .build();
    }

    /** Operator and arguments in one list. */
    static Array call(Ref operator, List<Term> args) {
        List<Value> parts = new ArrayList<>();
        parts.add(of(operator));
        args.forEach(arg -> parts.add(of(arg)));
        return Array.ofList(parts);
    }

    static Array list(List<Term> terms) {
        return Array.ofList(terms.stream().map(TermJson::of).toList());
    }

    static Obj typed(String type, Value value) {
        return Obj.builder().put("type", type).put("value", value).build();
    }
}
