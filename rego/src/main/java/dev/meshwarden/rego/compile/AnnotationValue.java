package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.function.Function;

/** A METADATA block as the value that {@code rego.metadata.rule()} answers: fields that say nothing are left out. */
final class AnnotationValue {
    private AnnotationValue() {}

    static Obj of(Annotations block) {
        Obj.Builder out = Obj.builder();
        out.put("scope", block.scope().text());
        text(out, "title", block.title());
        if (block.entrypoint()) {
            out.put("entrypoint", Bool.TRUE);
        }
        text(out, "description", block.description());
        list(out, "organizations", block.organizations(), Str::of);
        list(out, "related_resources", block.relatedResources(), AnnotationValue::resource);
        list(out, "authors", block.authors(), AnnotationValue::author);
        list(out, "schemas", block.schemas(), AnnotationValue::schema);
        if (block.custom().size() > 0) {
            out.put("custom", block.custom());
        }
        if (block.labels().size() > 0) {
            out.put("labels", block.labels());
        }
        return out.build();
    }

    private static Value resource(Annotations.RelatedResource resource) {
        Obj.Builder out = Obj.builder(2);
        text(out, "ref", resource.ref());
        text(out, "description", resource.description());
        return out.build();
    }

    private static Value author(Annotations.Author author) {
        Obj.Builder out = Obj.builder(2);
        text(out, "name", author.name());
        text(out, "email", author.email());
        return out.build();
    }

    private static Value schema(Annotations.Schema schema) {
        Obj.Builder out = Obj.builder(2);
        out.put("path", parts(schema.path()));
        Ref ref = schema.schema();
        if (ref != null) {
            out.put("schema", parts(ref));
        }
        Value definition = schema.definition();
        if (definition != null) {
            out.put("definition", definition);
        }
        return out.build();
    }

    private static Array parts(Ref ref) {
        Array.Builder parts = Array.builder();
        for (Term part : ref.parts()) {
            parts.add(
                    part instanceof Scalar(var value, _) && value instanceof Str
                            ? value
                            : Str.of(part.toString()));
        }
        return parts.build();
    }

    private static void text(Obj.Builder out, String field, String text) {
        if (!text.isEmpty()) {
            out.put(field, text);
        }
    }

    private static <T> void list(
            Obj.Builder out, String field, List<T> items, Function<T, Value> each) {
        if (!items.isEmpty()) {
            out.put(field, Array.ofList(items.stream().map(each).toList()));
        }
    }
}
