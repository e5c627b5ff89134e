package dev.meshwarden.rego.builtin.jsonpatch;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code json.patch}: operations in order, all or none. */
public final class JsonPatchBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "json.patch",
                            Signature.of(
                                    "target: any, patches: array[object{op: string, path: any,"
                                            + " [any]: any}] -> any"),
                            JsonPatchBuiltins::patch));

    private JsonPatchBuiltins() {}

    private static @Nullable Value patch(BuiltinContext context, Value[] arguments) {
        Array operations = Operands.array(arguments, 1);
        var document = new PatchedDocument(context.budget(), arguments[0]);
        for (Value operation : operations) {
            if (!(operation instanceof Obj o)) {
                throw BuiltinError.failed(
                        "must be an array of JSON-Patch objects, but at least one element is not an"
                                + " object");
            }
            apply(document, o);
        }
        return document.root();
    }

    private static void apply(PatchedDocument document, Obj operation) {
        Value path = attribute(operation, "path");
        if (!(attribute(operation, "op") instanceof Str op)) {
            throw BuiltinError.failed(
                    "attribute 'op' must be a string but found: "
                            + attribute(operation, "op").typeName());
        }
        List<Value> at = PatchPath.of(path);
        switch (op.text()) {
            case "add" -> document.insert(at, attribute(operation, "value"));
            case "remove" -> document.remove(at);
            case "replace" -> {
                document.remove(at);
                document.insert(at, attribute(operation, "value"));
            }
            case "move" -> {
                List<Value> from = PatchPath.of(attribute(operation, "from"));
                Value moved = document.find(from);
                document.remove(from);
                document.insert(at, moved);
            }
            case "copy" ->
                    document.insert(at, document.find(PatchPath.of(attribute(operation, "from"))));
            case "test" -> test(document.find(at), attribute(operation, "value"));
            default -> throw BuiltinError.failed("unrecognized op: '" + op.text() + "'");
        }
    }

    private static void test(Value found, Value expected) {
        if (!found.equals(expected)) {
            throw BuiltinError.failed(
                    "value from EditTree != patch value.\n\nExpected: "
                            + expected
                            + "\n\nFound: "
                            + found);
        }
    }

    private static Value attribute(Obj operation, String name) {
        Value value = operation.get(name);
        if (value == null) {
            throw BuiltinError.failed("missing required attribute '" + name + "'");
        }
        return value;
    }
}
