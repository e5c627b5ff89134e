package dev.meshwarden.rego.type;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What can be worked out about types: unions, keys, values, members; unknown where nothing can be said. */
public final class Types {
    /** Of a document nobody described: any keys that are strings. */
    public static final Type.Dynamic OPEN = new Type.Dynamic(Type.STRING, Type.ANY);

    private static final int MOST_PARTS = 1 << 18;

    private Types() {}

    public static boolean isKnown(Type type) {
        return !(type instanceof Type.Unknown);
    }

    /** The type, or anything when it has more parts than any policy that people write. */
    public static Type bounded(Type type) {
        return TypeSize.isWithin(type, MOST_PARTS) ? type : Type.ANY;
    }

    /** Whether something in it is unknown. */
    public static boolean hasUnknown(Type type) {
        return switch (type) {
            case Type.Unknown _, Type.Nothing _ -> true;
            case Type.Simple _, Type.Any _ -> false;
            case Type.ArrayOf(var first, var rest) ->
                    first.stream().anyMatch(Types::hasUnknown)
                            || rest.map(Types::hasUnknown).orElse(false);
            case Type.SetOf(var member) -> hasUnknown(member);
            case Type.ObjectOf(var known, var rest) ->
                    known.stream().anyMatch(p -> hasUnknown(p.value()))
                            || rest.map(d -> hasUnknown(d.key()) || hasUnknown(d.value()))
                                    .orElse(false);
            case Type.Function f ->
                    f.arguments().stream().anyMatch(a -> hasUnknown(a.type()))
                            || hasUnknown(f.result());
        };
    }

    /** Whether values of it can have no members at all. */
    public static boolean isEmptyCollection(Type type) {
        return switch (type) {
            case Type.ObjectOf(var known, var rest) -> known.isEmpty() && rest.isEmpty();
            case Type.ArrayOf(var first, var rest) -> first.isEmpty() && rest.isEmpty();
            case Type.SetOf(var member) -> !isKnown(member);
            case Type.Unknown _, Type.Nothing _, Type.Simple _, Type.Any _, Type.Function _ ->
                    false;
        };
    }

    public static boolean isAny(Type type) {
        return type instanceof Type.Any(var of) && of.isEmpty();
    }

    public static Type.ObjectOf object(List<Type.Property> known, Optional<Type.Dynamic> rest) {
        var sorted = new ArrayList<>(known);
        sorted.sort(Comparator.comparing(Type.Property::key));
        return new Type.ObjectOf(sorted, rest);
    }

    /** Whether {@code a} is {@code b} or covers it. */
    public static boolean contains(Type a, Type b) {
        if (a instanceof Type.Any(var of)) {
            return !(b instanceof Type.Function)
                    && (of.isEmpty() || Collections.binarySearch(of, b, TypeOrder.INSTANCE) >= 0);
        }
        return TypeOrder.INSTANCE.compare(a, b) == 0;
    }

    /** The union; unknown for a function and something else, or for functions of different arity. */
    public static Type or(Type a, Type b) {
        if (!isKnown(a)) {
            return b;
        }
        if (!isKnown(b)) {
            return a;
        }
        if (a instanceof Type.Function || b instanceof Type.Function) {
            return a instanceof Type.Function x && b instanceof Type.Function y
                    ? functions(x, y)
                    : Type.UNKNOWN;
        }
        if (a instanceof Type.Any any) {
            return union(any, b);
        }
        if (b instanceof Type.Any any) {
            return union(any, a);
        }
        return TypeOrder.INSTANCE.compare(a, b) == 0 ? a : union(new Type.Any(List.of(a)), b);
    }

    private static Type union(Type.Any a, Type b) {
        if (a.of().isEmpty() || isAny(b)) {
            return Type.ANY;
        }
        var of = new ArrayList<>(a.of());
        for (Type t : b instanceof Type.Any(var more) ? more : List.of(b)) {
            int at = Collections.binarySearch(of, t, TypeOrder.INSTANCE);
            if (at < 0) {
                of.add(-at - 1, t);
            }
        }
        return new Type.Any(of);
    }

    private static Type functions(Type.Function a, Type.Function b) {
        if (a.arguments().size() != b.arguments().size()
                || a.variadic().isPresent() != b.variadic().isPresent()) {
            return Type.UNKNOWN;
        }
        var arguments = new ArrayList<Type.Argument>();
        for (int i = 0; i < a.arguments().size(); i++) {
            Type of = or(a.arguments().get(i).type(), b.arguments().get(i).type());
            arguments.add(new Type.Argument("", of));
        }
        return new Type.Function(arguments, or(a.result(), b.result()), a.variadic());
    }

    /** Of what can be enumerated as keys: numbers for arrays, members for sets. */
    public static Type keys(Type type) {
        return switch (type) {
            case Type.ArrayOf _ -> Type.NUMBER;
            case Type.SetOf(var member) -> member;
            case Type.ObjectOf(var known, var rest) -> {
                Type keys = Type.UNKNOWN;
                for (Type.Property p : known) {
                    keys = or(keys, of(p.key()));
                }
                yield rest.isPresent() ? or(keys, rest.get().key()) : keys;
            }
            case Type.Any(var of) -> {
                Type keys = of.isEmpty() ? Type.ANY : Type.UNKNOWN;
                for (Type t : of) {
                    keys = or(keys(t), keys);
                }
                yield keys;
            }
            case Type.Unknown _, Type.Nothing _, Type.Simple _, Type.Function _ -> Type.UNKNOWN;
        };
    }

    /** Of what can be enumerated as values. */
    public static Type values(Type type) {
        return switch (type) {
            case Type.ArrayOf(var first, var rest) -> {
                Type values = Type.UNKNOWN;
                for (Type t : first) {
                    values = or(values, t);
                }
                yield rest.isPresent() ? or(values, rest.get()) : values;
            }
            case Type.SetOf(var member) -> member;
            case Type.ObjectOf(var known, var rest) -> {
                Type values = Type.UNKNOWN;
                for (Type.Property p : known) {
                    values = or(values, p.value());
                }
                yield rest.isPresent() ? or(values, rest.get().value()) : values;
            }
            case Type.Any(var of) -> {
                Type values = of.isEmpty() ? Type.ANY : Type.UNKNOWN;
                for (Type t : of) {
                    values = or(values(t), values);
                }
                yield values;
            }
            case Type.Unknown _, Type.Nothing _, Type.Simple _, Type.Function _ -> Type.UNKNOWN;
        };
    }

    /** Of the member at a key. */
    public static Type member(Type type, Value key) {
        return switch (type) {
            case Type.ArrayOf a ->
                    key instanceof Num n && n.isLong() && isPlain(n)
                            ? element(a, n.longOr(-1))
                            : Type.UNKNOWN;
            case Type.ObjectOf(var known, var rest) -> {
                for (Type.Property p : known) {
                    if (p.key().equals(key)) {
                        yield p.value();
                    }
                }
                yield rest.isPresent() && contains(rest.get().key(), of(key))
                        ? rest.get().value()
                        : Type.UNKNOWN;
            }
            case Type.SetOf(var member) -> {
                Type of = of(key);
                if (TypeOrder.INSTANCE.compare(member, of) == 0) {
                    yield member;
                }
                yield member instanceof Type.Any && contains(member, of) ? of : Type.UNKNOWN;
            }
            case Type.Any(var of) -> {
                Type member = of.isEmpty() ? Type.ANY : Type.UNKNOWN;
                for (Type t : of) {
                    member = or(member(t, key), member);
                }
                yield member;
            }
            case Type.Unknown _, Type.Nothing _, Type.Simple _, Type.Function _ -> Type.UNKNOWN;
        };
    }

    private static boolean isPlain(Num number) {
        return number.text().indexOf('.') < 0
                && number.text().indexOf('e') < 0
                && number.text().indexOf('E') < 0;
    }

    /** Of the element at an index. */
    public static Type element(Type.ArrayOf array, long index) {
        if (index < 0) {
            return Type.UNKNOWN;
        }
        return index < array.first().size()
                ? array.first().get((int) index)
                : array.rest().orElse(Type.UNKNOWN);
    }

    /** Of a value that is known. */
    public static Type of(Value value) {
        return switch (value) {
            case Null _ -> Type.NULL;
            case Bool _ -> Type.BOOLEAN;
            case Num _ -> Type.NUMBER;
            case Str _ -> Type.STRING;
            case Array a ->
                    new Type.ArrayOf(a.asList().stream().map(Types::of).toList(), Optional.empty());
            case RegoSet s -> {
                Type member = Type.UNKNOWN;
                for (int i = 0; i < s.size(); i++) {
                    member = or(member, of(s.at(i)));
                }
                yield new Type.SetOf(member);
            }
            case Obj o -> {
                var known = new ArrayList<Type.Property>();
                o.forEach((k, v) -> known.add(new Type.Property(k, of(v))));
                yield object(known, Optional.empty());
            }
        };
    }
}
