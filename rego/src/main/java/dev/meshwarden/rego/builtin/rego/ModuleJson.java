package dev.meshwarden.rego.builtin.rego;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Comment;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.Operator;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Modules in the JSON that OPA writes its syntax trees in: without places, but for those of comments. */
final class ModuleJson {
    private ModuleJson() {}

    static Obj of(Module module) {
        Obj.Builder out =
                Obj.builder().put("package", Obj.of("path", TermJson.list(module.path().parts())));
        putList(out, "imports", module.imports(), ModuleJson::imported);
        putList(out, "rules", module.rules(), ModuleJson::rule);
        putList(out, "comments", module.comments(), ModuleJson::comment);
        return out.build();
    }

    private static <T> void putList(
            Obj.Builder out, String name, List<T> items, Function<T, Value> view) {
        if (!items.isEmpty()) {
            out.put(Str.of(name), Array.ofList(items.stream().map(view).toList()));
        }
    }

    private static Value imported(Import imported) {
        Obj.Builder out = Obj.builder().put("path", TermJson.of(imported.path()));
        if (imported.alias() != null) {
            out.put("alias", imported.alias());
        }
        return out.build();
    }

    private static Value comment(Comment comment) {
        byte[] text = comment.text().getBytes(StandardCharsets.UTF_8);
        return Obj.builder()
                .put("Text", Base64Text.STANDARD.encode(text))
                .put("Location", place(comment.at()))
                .build();
    }

    private static Obj place(Location at) {
        return Obj.builder()
                .put("file", at.file())
                .put("row", Num.of(at.row()))
                .put("col", Num.of(at.column()))
                .build();
    }

    private static Obj rule(Rule rule) {
        Obj.Builder out =
                Obj.builder().put("head", head(rule.head())).put("body", body(rule.body()));
        if (rule.isDefault()) {
            out.put("default", Bool.TRUE);
        }
        if (rule.orElse() != null) {
            out.put("else", rule(rule.orElse()));
        }
        return out.build();
    }

    private static Obj head(Head head) {
        Obj.Builder out = Obj.builder().put("ref", TermJson.list(head.ref().parts()));
        List<Term> path = head.ref().path();
        if (!head.args().isEmpty()) {
            out.put("args", TermJson.list(head.args()));
        }
        if (head.assigns()) {
            out.put("assign", Bool.TRUE);
        }
        boolean named =
                switch (head.yields()) {
                    case Head.Yield.Member(var key) -> {
                        out.put("key", TermJson.of(key));
                        yield path.isEmpty();
                    }
                    case Head.Yield.One(var value, var generated) -> {
                        out.put("value", TermJson.of(value));
                        if (path.size() == 1) {
                            out.put("key", TermJson.of(path.getFirst()));
                        }
                        yield path.isEmpty() || (path.size() == 1 && !generated);
                    }
                };
        if (named) {
            out.put("name", head.name());
        }
        return out.build();
    }

    static Array body(Body body) {
        List<Value> exprs = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            exprs.add(expr(body.get(i), i));
        }
        return Array.ofList(exprs);
    }

    static Obj expr(Expr expr, int index) {
        Obj.Builder out =
                Obj.builder().put("index", Num.of(index)).put("terms", terms(expr.form()));
        if (expr.generated()) {
            out.put("generated", Bool.TRUE);
        }
        if (expr.negated()) {
            out.put("negated", Bool.TRUE);
        }
        putList(out, "with", expr.with(), ModuleJson::with);
        return out.build();
    }

    private static Value with(With with) {
        return Obj.builder()
                .put("target", TermJson.of(with.target()))
                .put("value", TermJson.of(with.value()))
                .build();
    }

    private static Value terms(Form form) {
        return switch (form) {
            case Form.TermForm(var term, _) -> TermJson.of(term);
            case Form.CallForm call -> TermJson.call(call.operator(), call.args());
            case Form.SomeVars(var vars, _) ->
                    Obj.of("symbols", Array.ofList(vars.stream().map(TermJson::of).toList()));
            case Form.SomeIn some -> Obj.of("symbols", Array.of(membership(some)));
            case Form.Every every ->
                    Obj.builder()
                            .put("key", every.key() == null ? Null.NULL : TermJson.of(every.key()))
                            .put("value", TermJson.of(every.value()))
                            .put("domain", TermJson.of(every.domain()))
                            .put("body", body(every.body()))
                            .build();
            case Form.Not(var negated, var braces, _) ->
                    Obj.builder()
                            .put("type", "not")
                            .put("body", body(negated))
                            .put("explicit_body", Bool.of(braces))
                            .build();
            case Form.Logical logical ->
                    Obj.builder()
                            .put("type", logical.op().word())
                            .put("lhs", body(logical.left()))
                            .put("rhs", body(logical.right()))
                            .build();
        };
    }

    private static Value membership(Form.SomeIn some) {
        Operator operator = some.key() == null ? Operator.MEMBER : Operator.MEMBER_WITH_KEY;
        List<Term> args = new ArrayList<>();
        if (some.key() != null) {
            args.add(some.key());
        }
        args.add(some.value());
        args.add(some.collection());
        String member = operator.function().substring(operator.function().indexOf('.') + 1);
        Ref function = Ref.of("internal", some.at()).append(Scalar.string(member, some.at()));
        return TermJson.typed("call", TermJson.call(function, args));
    }
}
