package dev.meshwarden.rego.type;

import dev.meshwarden.rego.value.Value;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** OPA's order of types: unknown, null, boolean, number, string, array, object, set, any, function. Unions are kept in it. */
public final class TypeOrder implements Comparator<Type> {
    public static final TypeOrder INSTANCE = new TypeOrder();

    private TypeOrder() {}

    @Override
    public int compare(Type a, Type b) {
        int byRank = Integer.compare(rank(a), rank(b));
        if (byRank != 0 || a == b) {
            return byRank;
        }
        return switch (a) {
            case Type.Unknown _, Type.Nothing _, Type.Simple _ -> 0;
            case Type.ArrayOf(var first, var rest) -> {
                var other = (Type.ArrayOf) b;
                int byRest = optional(rest, other.rest(), this);
                yield byRest != 0 ? byRest : lists(first, other.first(), this);
            }
            case Type.ObjectOf(var known, var rest) -> {
                var other = (Type.ObjectOf) b;
                int byRest = optional(rest, other.rest(), this::dynamics);
                yield byRest != 0 ? byRest : lists(known, other.known(), this::properties);
            }
            case Type.SetOf(var member) -> compare(member, ((Type.SetOf) b).member());
            case Type.Any(var of) -> lists(of, ((Type.Any) b).of(), this);
            case Type.Function f -> functions(f, (Type.Function) b);
        };
    }

    private int functions(Type.Function a, Type.Function b) {
        int byArity = Integer.compare(a.arguments().size(), b.arguments().size());
        if (byArity != 0) {
            return byArity;
        }
        int byArguments =
                lists(
                        a.arguments(),
                        b.arguments(),
                        Comparator.comparing(Type.Argument::type, this));
        if (byArguments != 0) {
            return byArguments;
        }
        int byResult = compare(a.result(), b.result());
        return byResult != 0 ? byResult : optional(a.variadic(), b.variadic(), this);
    }

    private int dynamics(Type.Dynamic a, Type.Dynamic b) {
        int byKey = compare(a.key(), b.key());
        return byKey != 0 ? byKey : compare(a.value(), b.value());
    }

    private int properties(Type.Property a, Type.Property b) {
        int byKey = Comparator.<Value>naturalOrder().compare(a.key(), b.key());
        return byKey != 0 ? byKey : compare(a.value(), b.value());
    }

    private static <T> int optional(Optional<T> a, Optional<T> b, Comparator<? super T> order) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isPresent(), b.isPresent());
        }
        return order.compare(a.get(), b.get());
    }

    private static <T> int lists(List<T> a, List<T> b, Comparator<? super T> order) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int by = order.compare(a.get(i), b.get(i));
            if (by != 0) {
                return by;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int rank(Type type) {
        return switch (type) {
            case Type.Unknown _, Type.Nothing _ -> -1;
            case Type.Simple(var kind) -> kind.ordinal();
            case Type.ArrayOf _ -> 4;
            case Type.ObjectOf _ -> 5;
            case Type.SetOf _ -> 6;
            case Type.Any _ -> 7;
            case Type.Function _ -> 8;
        };
    }
}
