package dev.meshwarden.rego.builtin.aggregates;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.NumberLimits;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The bodies. */
final class Aggregates {
    private Aggregates() {}

    static Num count(BuiltinContext context, Value[] arguments) {
        return Num.of(
                switch (arguments[0]) {
                    case Array a -> a.size();
                    case Obj o -> o.size();
                    case RegoSet s -> s.size();
                    case Str s -> s.codePoints();
                    default -> Operands.wrong(arguments, 0, "array", "object", "set", "string");
                });
    }

    static Num sum(BuiltinContext context, Value[] arguments) {
        List<Num> numbers = numbers(context, arguments);
        if (!numbers.stream().allMatch(Num::isInteger)) {
            return NumberLimits.checked(Num.roundedSum(numbers));
        }
        Num total = Num.of(0);
        for (Num n : numbers) {
            total = NumberLimits.sum(context.budget(), total, n);
        }
        return total;
    }

    /** Exact for whole numbers; with any other in it, rounded to 53 bits after each step, as in OPA. */
    static Num product(BuiltinContext context, Value[] arguments) {
        List<Num> numbers = numbers(context, arguments);
        if (numbers.stream().allMatch(Num::isInteger)) {
            Num total = Num.of(1);
            for (Num n : numbers) {
                total = NumberLimits.product(context.budget(), total, n);
            }
            return total;
        }
        return NumberLimits.checked(Num.roundedProduct(numbers));
    }

    private static List<Num> numbers(BuiltinContext context, Value[] arguments) {
        List<Num> found = new ArrayList<>();
        for (Value v : Operands.members(arguments, 0, "set", "array")) {
            context.budget().step();
            found.add(v instanceof Num n ? n : Operands.wrongMember(arguments, 0, v, "number"));
        }
        return found;
    }

    /** The last of the greatest, or least; undefined for none. */
    static @Nullable Value extreme(BuiltinContext context, Value[] arguments, int sign) {
        Value found = null;
        for (Value v : Operands.members(arguments, 0, "set", "array")) {
            context.budget().step();
            if (found == null || Integer.signum(v.compareTo(found)) * sign >= 0) {
                found = v;
            }
        }
        return found;
    }

    static Array sort(BuiltinContext context, Value[] arguments) {
        return switch (arguments[0]) {
            case Array a -> {
                context.budget().steps(a.size());
                List<Value> sorted = new ArrayList<>(a.asList());
                sorted.sort(Comparator.naturalOrder());
                yield Array.ofList(sorted);
            }
            case RegoSet s -> s.toArray();
            default -> Operands.wrong(arguments, 0, "set", "array");
        };
    }
}
