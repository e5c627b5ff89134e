package dev.meshwarden.rego.builtin.types;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;

import java.util.List;

/** Every question about a value's kind. */
public final class TypeBuiltins {
    private static final Type.Function TEST = Signature.of("x: any -> boolean");

    public static final List<Builtin> ALL =
            List.of(
                    pure("is_array", TEST, (_, a) -> Bool.of(a[0] instanceof Array)),
                    pure("is_boolean", TEST, (_, a) -> Bool.of(a[0] instanceof Bool)),
                    pure("is_null", TEST, (_, a) -> Bool.of(a[0] instanceof Null)),
                    pure("is_number", TEST, (_, a) -> Bool.of(a[0] instanceof Num)),
                    pure("is_object", TEST, (_, a) -> Bool.of(a[0] instanceof Obj)),
                    pure("is_set", TEST, (_, a) -> Bool.of(a[0] instanceof RegoSet)),
                    pure("is_string", TEST, (_, a) -> Bool.of(a[0] instanceof Str)),
                    pure(
                            "type_name",
                            Signature.of("x: any -> string"),
                            (_, a) -> Str.of(a[0].typeName())));

    private TypeBuiltins() {}
}
