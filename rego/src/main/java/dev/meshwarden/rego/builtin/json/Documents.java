package dev.meshwarden.rego.builtin.json;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Documents with only, or without, what some paths lead to. Array elements that go leave no gap. */
final class Documents {
    private Documents() {}

    static Value filter(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        return only(context.budget(), object, PathTree.of(context.budget(), arguments));
    }

    static @Nullable Value remove(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        return without(context.budget(), object, PathTree.of(context.budget(), arguments));
    }

    private static Value only(Budget budget, Value value, PathTree paths) {
        if (paths.isLeaf()) {
            return value;
        }
        budget.step();
        return switch (value) {
            case Array a -> {
                Array.Builder kept = Array.builder();
                for (int i = 0; i < a.size(); i++) {
                    PathTree next = paths.get(index(i));
                    if (next != null) {
                        kept.add(only(budget, a.at(i), next));
                    }
                }
                yield kept.build();
            }
            case RegoSet s -> {
                RegoSet.Builder kept = RegoSet.builder();
                for (Value member : s) {
                    PathTree next = paths.get(member);
                    if (next != null) {
                        kept.add(only(budget, member, next));
                    }
                }
                yield kept.build();
            }
            case Obj o -> {
                Obj.Builder kept = Obj.builder();
                for (int i = 0; i < o.size(); i++) {
                    PathTree next = paths.get(o.keyAt(i));
                    if (next != null) {
                        kept.put(o.keyAt(i), only(budget, o.valueAt(i), next));
                    }
                }
                yield kept.build();
            }
            default -> value;
        };
    }

    /** Null when a path ends here. */
    private static @Nullable Value without(Budget budget, Value value, @Nullable PathTree paths) {
        if (paths == null) {
            return value;
        }
        if (paths.isLeaf()) {
            return null;
        }
        budget.step();
        return switch (value) {
            case Array a -> {
                Array.Builder kept = Array.builder();
                for (int i = 0; i < a.size(); i++) {
                    Value rest = without(budget, a.at(i), paths.get(index(i)));
                    if (rest != null) {
                        kept.add(rest);
                    }
                }
                yield kept.build();
            }
            case RegoSet s -> {
                RegoSet.Builder kept = RegoSet.builder();
                for (Value member : s) {
                    Value rest = without(budget, member, paths.get(member));
                    if (rest != null) {
                        kept.add(rest);
                    }
                }
                yield kept.build();
            }
            case Obj o -> {
                Obj.Builder kept = Obj.builder();
                for (int i = 0; i < o.size(); i++) {
                    Value rest = without(budget, o.valueAt(i), paths.get(o.keyAt(i)));
                    if (rest != null) {
                        kept.put(o.keyAt(i), rest);
                    }
                }
                yield kept.build();
            }
            default -> value;
        };
    }

    /** An array's elements go by the texts of their places. */
    private static Str index(int i) {
        return Str.of(Integer.toString(i));
    }
}
