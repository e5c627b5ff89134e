package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.type.Types;

import java.util.Optional;

/** Whether two types have a value in common, as far as can be told; nothing can be said of what is unknown, so it has none. */
final class Compatible {
    private Compatible() {}

    static boolean types(Type a, Type b) {
        if (!Types.isKnown(a) || !Types.isKnown(b)) {
            return false;
        }
        boolean anyA = a instanceof Type.Any;
        boolean anyB = b instanceof Type.Any;
        if (anyA || anyB) {
            return (a instanceof Type.Any x && withAny(x, b))
                    || (b instanceof Type.Any y && withAny(y, a));
        }
        return switch (a) {
            case Type.Simple _ -> a.equals(b);
            case Type.ArrayOf x -> b instanceof Type.ArrayOf y && arrays(x, y);
            case Type.ObjectOf x -> b instanceof Type.ObjectOf y && objects(x, y);
            // A set without a type of members is the empty one, which is of every type of sets.
            case Type.SetOf(var x) ->
                    b instanceof Type.SetOf(var y)
                            && (!Types.isKnown(x) || !Types.isKnown(y) || types(x, y));
            case Type.Function f -> b instanceof Type.Function g && functions(f, g);
            case Type.Any _, Type.Unknown _, Type.Nothing _ -> false;
        };
    }

    private static boolean withAny(Type.Any any, Type other) {
        return !(other instanceof Type.Function)
                && (any.of().isEmpty() || any.of().stream().anyMatch(t -> types(t, other)));
    }

    private static boolean functions(Type.Function a, Type.Function b) {
        if (a.arguments().size() != b.arguments().size()) {
            return false;
        }
        for (int i = 0; i < a.arguments().size(); i++) {
            if (!types(a.arguments().get(i).type(), b.arguments().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean arrays(Type.ArrayOf a, Type.ArrayOf b) {
        return firstOf(a, b) && firstOf(b, a) && rests(a.rest(), b.rest());
    }

    private static boolean firstOf(Type.ArrayOf a, Type.ArrayOf b) {
        for (int i = 0; i < a.first().size(); i++) {
            if (!types(a.first().get(i), Types.element(b, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean objects(Type.ObjectOf a, Type.ObjectOf b) {
        return knownOf(a, b)
                && knownOf(b, a)
                && rests(a.rest().map(Type.Dynamic::value), b.rest().map(Type.Dynamic::value));
    }

    private static boolean knownOf(Type.ObjectOf a, Type.ObjectOf b) {
        for (Type.Property p : a.known()) {
            Type other = Types.member(b, p.key());
            if (!Types.isKnown(other)) {
                if (a.rest().isEmpty() && b.rest().isEmpty()) {
                    return false;
                }
            } else if (!types(p.value(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean rests(Optional<Type> a, Optional<Type> b) {
        return a.isEmpty()
                || b.isEmpty()
                || !Types.isKnown(a.get())
                || !Types.isKnown(b.get())
                || types(a.get(), b.get());
    }
}
