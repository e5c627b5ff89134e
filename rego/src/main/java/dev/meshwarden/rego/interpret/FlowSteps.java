package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.runtime.Documents;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps that say what runs next. */
final class FlowSteps {
    private FlowSteps() {}

    /** Steps in order. */
    static final class Sequence extends Step {
        private final Step[] steps;

        Sequence(List<Step> steps) {
            this.steps = steps.toArray(new Step[0]);
        }

        @Override
        int run(Frame frame) {
            for (Step step : steps) {
                int end = step.run(frame);
                if (end != DEFINED) {
                    return end;
                }
            }
            return DEFINED;
        }
    }

    /** Blocks in order, each with its own chance. */
    static final class Alternatives extends Step {
        private final Step[] blocks;

        Alternatives(List<Step> blocks) {
            this.blocks = blocks.toArray(new Step[0]);
        }

        @Override
        int run(Frame frame) {
            for (Step block : blocks) {
                int end = block.run(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }
    }

    /** The blocks that may succeed for a value. */
    static final class Choose extends Step {
        private final Arg subject;
        private final Map<Value, Step> cases;
        private final Step otherwise;

        Choose(
                Arg subject,
                Map<Value, List<Integer>> cases,
                List<Integer> otherwise,
                List<Step> blocks) {
            this.subject = subject;
            Map<Value, Step> byValue = new HashMap<>();
            cases.forEach((value, numbers) -> byValue.put(value, pick(numbers, blocks)));
            this.cases = byValue;
            this.otherwise = pick(otherwise, blocks);
        }

        private static Step pick(List<Integer> numbers, List<Step> blocks) {
            return new Alternatives(numbers.stream().map(blocks::get).toList());
        }

        @Override
        int run(Frame frame) {
            Value value = subject.get(frame);
            Step chosen = value == null ? null : cases.get(value);
            return (chosen == null ? otherwise : chosen).run(frame);
        }
    }

    /** Ends so many blocks. */
    static final class Break extends Step {
        private final int end;

        Break(int index) {
            this.end = UNDEFINED + index;
        }

        @Override
        int run(Frame frame) {
            return end;
        }
    }

    /** Leaves the function. */
    static final class Return extends Step {
        private final Arg source;
        private final Target result;

        Return(Arg source, Target result) {
            this.source = source;
            this.result = result;
        }

        @Override
        int run(Frame frame) {
            result.put(frame, source.get(frame));
            return RETURN;
        }
    }

    /** Negation. */
    static final class Not extends Step {
        private final Step body;

        Not(Step body) {
            this.body = body;
        }

        @Override
        int run(Frame frame) {
            int end = body.run(frame);
            return switch (end) {
                case DEFINED -> UNDEFINED;
                case UNDEFINED -> DEFINED;
                default -> outward(end);
            };
        }
    }

    /** A loop over a collection, in order. */
    static final class Scan extends Step {
        private final Arg source;
        private final Target key;
        private final Target value;
        private final Step body;
        private final Location at;

        Scan(Arg source, Target key, Target value, Step body, Location at) {
            this.source = source;
            this.key = key;
            this.value = value;
            this.body = body;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            return switch (source.get(frame)) {
                case Array a -> scan(frame, a);
                case Obj o -> scan(frame, o);
                case RegoSet s -> scan(frame, s);
                case null, default -> DEFINED;
            };
        }

        private int scan(Frame frame, Array a) {
            for (int i = 0; i < a.size(); i++) {
                key.put(frame, Num.of(i));
                value.put(frame, a.at(i));
                int end = turn(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }

        private int scan(Frame frame, Obj o) {
            for (int i = 0; i < o.size(); i++) {
                key.put(frame, o.keyAt(i));
                value.put(frame, o.valueAt(i));
                int end = turn(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }

        private int scan(Frame frame, RegoSet s) {
            for (int i = 0; i < s.size(); i++) {
                Value member = s.at(i);
                key.put(frame, member);
                value.put(frame, member);
                int end = turn(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }

        private int turn(Frame frame) {
            try {
                frame.run.budget().step();
                return body.run(frame);
            } catch (Halt h) {
                frame.run.haltAt(at);
                throw h;
            }
        }
    }

    /** A body under another input, data or local. */
    static final class With extends Step {
        private final int local;
        private final List<Str> path;
        private final Arg value;
        private final Step body;

        With(int local, List<Str> path, Arg value, Step body) {
            this.local = local;
            this.path = List.copyOf(path);
            this.value = value;
            this.body = body;
        }

        @Override
        int run(Frame frame) {
            @Nullable Value[] locals = frame.locals;
            Value before = locals[local];
            Value put = value.get(frame);
            if (put == null && !path.isEmpty()) {
                return UNDEFINED;
            }
            Scope scope = frame.leave();
            locals[local] = put == null ? null : Documents.upsert(before, path, put);
            frame.run.remember(scope.memory().enter(locals[0], locals[1]));
            int end = body.run(frame);
            frame.come(scope);
            locals[local] = before;
            return end > UNDEFINED ? outward(end) : end;
        }
    }

    /** A body with a value standing in for a function. */
    static final class WithMock extends Step {
        private final String name;
        private final Arg value;
        private final Step body;

        WithMock(String name, Arg value, Step body) {
            this.name = name;
            this.value = value;
            this.body = body;
        }

        @Override
        int run(Frame frame) {
            Value standIn = value.get(frame);
            if (standIn == null) {
                return UNDEFINED;
            }
            Scope scope = frame.leave();
            frame.run.remember(scope.memory().enter(name, standIn));
            int end = body.run(frame);
            frame.come(scope);
            return end > UNDEFINED ? outward(end) : end;
        }
    }

    /** A body without what the modifiers around it changed. */
    static final class Outside extends Step {
        private final int levels;
        private final Step body;

        Outside(int levels, Step body) {
            this.levels = levels;
            this.body = body;
        }

        @Override
        int run(Frame frame) {
            Scope inside = frame.leave();
            Scope outer = inside;
            for (int i = 0; i < levels; i++) {
                outer = outer.outer();
            }
            frame.come(outer);
            int end = body.run(frame);
            frame.come(inside);
            return end > UNDEFINED ? outward(end) : end;
        }
    }

    /** What stands in for a function. */
    static final class MockValue extends Step {
        private final String name;
        private final Target target;

        MockValue(String name, Target target) {
            this.name = name;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Value standIn = frame.run.memory().standIn(name);
            if (standIn == null) {
                return UNDEFINED;
            }
            target.put(frame, standIn);
            return DEFINED;
        }
    }

    /**
     * Producers that share a body.
     *
     * <p>Threading: set while the program is assembled and never after.
     */
    static final class Union extends Step {
        private Step[] producers = new Step[0];
        private Step body = new Break(0);

        void set(List<Step> blocks, Step shared) {
            this.producers = blocks.toArray(new Step[0]);
            this.body = shared;
        }

        @Override
        int run(Frame frame) {
            for (Step producer : producers) {
                int end = producer.run(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }
    }

    /** Runs the shared body. */
    static final class Yield extends Step {
        private final Union union;
        private final int levels;

        Yield(Union union, int levels) {
            this.union = union;
            this.levels = levels;
        }

        @Override
        int run(Frame frame) {
            int end = union.body.run(frame);
            return end <= UNDEFINED || end == RETURN ? end : end + levels;
        }
    }

    /** Adds to the entry's result. */
    static final class ResultAdd extends Step {
        private final Arg value;

        ResultAdd(Arg value) {
            this.value = value;
        }

        @Override
        int run(Frame frame) {
            Value found = value.get(frame);
            if (found == null) {
                return UNDEFINED;
            }
            frame.run.addResult(found);
            return DEFINED;
        }
    }
}
