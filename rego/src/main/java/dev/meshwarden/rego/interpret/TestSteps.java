package dev.meshwarden.rego.interpret;

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
