package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Steps that look at values and look up in them. */
final class TestSteps {
    private TestSteps() {}

    /** Both the same, or both different. */
    static final class Compare extends Step {
        private final Arg left;
        private final Arg right;
        private final boolean same;

        Compare(Arg left, Arg right, boolean same) {
            this.left = left;
            this.right = right;
            this.same = same;
        }

        @Override
        int run(Frame frame) {
            Value a = left.get(frame);
            Value b = right.get(frame);
            if (a == null || b == null) {
                return UNDEFINED;
            }
            return (a == b || a.equals(b)) == same ? DEFINED : UNDEFINED;
        }
    }

    /** One before the other. */
    static final class Ordered extends Step {
        private final Arg left;
        private final Stmt.Ordered.Order order;
        private final Arg right;

        Ordered(Arg left, Stmt.Ordered.Order order, Arg right) {
            this.left = left;
            this.order = order;
            this.right = right;
        }

        @Override
        int run(Frame frame) {
            Value a = left.get(frame);
            Value b = right.get(frame);
            if (a == null || b == null) {
                return UNDEFINED;
            }
            int found = a.compareTo(b);
            boolean holds =
                    switch (order) {
                        case LESS -> found < 0;
                        case LESS_OR_EQUAL -> found <= 0;
                        case GREATER -> found > 0;
                        case GREATER_OR_EQUAL -> found >= 0;
                    };
            return holds ? DEFINED : UNDEFINED;
        }
    }

    /** Of one kind. */
    static final class IsKind extends Step {
        private final Arg source;
        private final int rank;

        IsKind(Arg source, Value example) {
            this.source = source;
            this.rank = example.rank();
        }

        @Override
        int run(Frame frame) {
            Value value = source.get(frame);
            return value != null && value.rank() == rank ? DEFINED : UNDEFINED;
        }
    }

    /** Defined, or undefined. */
    static final class IsDefined extends Step {
        private final Arg source;
        private final boolean wanted;

        IsDefined(Arg source, boolean wanted) {
            this.source = source;
            this.wanted = wanted;
        }

        @Override
        int run(Frame frame) {
            return (source.get(frame) != null) == wanted ? DEFINED : UNDEFINED;
        }
    }

    /** What stands in a collection under a key. */
    static final class Dot extends Step {
        private final Arg source;
        private final Arg key;
        private final Target target;

        Dot(Arg source, Arg key, Target target) {
            this.source = source;
            this.key = key;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Value from = source.get(frame);
            Value at = key.get(frame);
            if (from == null || at == null) {
                return UNDEFINED;
            }
            Value found = lookUp(from, at);
            if (found == null) {
                return UNDEFINED;
            }
            target.put(frame, found);
            return DEFINED;
        }
    }

    /** What stands in a base document under a key, numbers and their texts being the same key. */
    static final class BaseDot extends Step {
        private final Arg source;
        private final Arg key;
        private final Target target;

        BaseDot(Arg source, Arg key, Target target) {
            this.source = source;
            this.key = key;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Value from = source.get(frame);
            Value at = key.get(frame);
            if (from == null || at == null) {
                return UNDEFINED;
            }
            Value found = lookUp(from, at);
            if (found == null) {
                found = lookUpText(from, at);
            }
            if (found == null) {
                return UNDEFINED;
            }
            target.put(frame, found);
            return DEFINED;
        }

        private static @Nullable Value lookUpText(Value from, Value key) {
            if (from instanceof Obj o && key instanceof Num n) {
                return o.get(n.text());
            }
            if (from instanceof Array a && key instanceof Str s && isIndex(s.text())) {
                return a.get(Num.parse(s.text()));
            }
            return null;
        }

        private static boolean isIndex(String text) {
            return text.length() < 10
                    && !text.isEmpty()
                    && text.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }

    /** An array, object or set. */
    static final class IsCollection extends Step {
        private final Arg source;

        IsCollection(Arg source) {
            this.source = source;
        }

        @Override
        int run(Frame frame) {
            Value value = source.get(frame);
            return value instanceof Array || value instanceof Obj || value instanceof RegoSet
                    ? DEFINED
                    : UNDEFINED;
        }
    }

    /** An array or object of so many members. */
    static final class HasShape extends Step {
        private final Arg source;
        private final boolean array;
        private final int size;

        HasShape(Arg source, Stmt.HasShape.Shape shape, int size) {
            this.source = source;
            this.array = shape == Stmt.HasShape.Shape.ARRAY;
            this.size = size;
        }

        @Override
        int run(Frame frame) {
            Value value = source.get(frame);
            boolean fits =
                    array
                            ? value instanceof Array a && a.size() == size
                            : value instanceof Obj o && o.size() == size;
            return fits ? DEFINED : UNDEFINED;
        }
    }

    static @Nullable Value lookUp(Value from, Value key) {
        return switch (from) {
            case Obj o -> o.get(key);
            case Array a -> a.get(key);
            case RegoSet s -> s.contains(key) ? key : null;
            default -> null;
        };
    }

    /** How many members. */
    static final class Len extends Step {
        private final Arg source;
        private final Target target;

        Len(Arg source, Target target) {
            this.source = source;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            int size =
                    switch (source.get(frame)) {
                        case Array a -> a.size();
                        case Obj o -> o.size();
                        case RegoSet s -> s.size();
                        case Str s -> s.codePoints();
                        case null, default -> -1;
                    };
            if (size < 0) {
                return UNDEFINED;
            }
            target.put(frame, Num.of(size));
            return DEFINED;
        }
    }
}
