package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.limit.Footprint;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Steps that call. */
final class CallSteps {
    private CallSteps() {}

    /** A function of the plan. */
    static final class Call extends Step {
        private final Function function;
        private final Arg[] args;
        private final Target result;
        private final Location at;

        Call(Function function, List<Arg> args, Target result, Location at) {
            this.function = function;
            this.args = args.toArray(new Arg[0]);
            this.result = result;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value answer = function.call(frame, args, at);
            if (answer == null) {
                return UNDEFINED;
            }
            result.put(frame, answer);
            return DEFINED;
        }
    }

    /** A function of the plan found by its path. */
    static final class CallDynamic extends Step {
        private final Map<List<Value>, Function> functions;
        private final Arg[] path;
        private final Arg[] args;
        private final Target result;
        private final Location at;

        CallDynamic(
                Map<List<Value>, Function> functions,
                List<Arg> path,
                List<Arg> args,
                Target result,
                Location at) {
            this.functions = functions;
            this.path = path.toArray(new Arg[0]);
            this.args = args.toArray(new Arg[0]);
            this.result = result;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value[] keys = values(path, frame);
            if (keys == null) {
                return UNDEFINED;
            }
            Function function = functions.get(List.of(keys));
            Value answer = function == null ? null : function.call(frame, args, at);
            if (answer == null) {
                return UNDEFINED;
            }
            result.put(frame, answer);
            return DEFINED;
        }
    }

    /** A builtin. */
    static final class CallBuiltin extends Step {
        private final Builtin builtin;
        private final Arg[] args;
        private final Target result;
        private final Location at;

        CallBuiltin(Builtin builtin, List<Arg> args, Target result, Location at) {
            this.builtin = builtin;
            this.args = args.toArray(new Arg[0]);
            this.result = result;
            this.at = at;
        }

        /** One of the arguments, for a watcher. */
        @Nullable Value argument(Frame frame, int index) {
            return args[index].get(frame);
        }

        @Override
        int run(Frame frame) {
            Value[] arguments = values(args, frame);
            Value answer = arguments == null ? null : frame.run.call(builtin, arguments, at);
            if (answer == null) {
                return UNDEFINED;
            }
            result.put(frame, answer);
            return DEFINED;
        }
    }

    /** Every solution of a builtin that is a relation. */
    static final class Relation extends Step {
        private final Builtin builtin;
        private final Arg[] args;
        private final int value;
        private final Step body;
        private final Location at;

        Relation(Builtin builtin, List<Arg> args, int value, Step body, Location at) {
            this.builtin = builtin;
            this.args = args.toArray(new Arg[0]);
            this.value = value;
            this.body = body;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value[] arguments = values(args, frame);
            if (arguments == null
                    || !(frame.run.call(builtin, arguments, at) instanceof Array solutions)) {
                return UNDEFINED;
            }
            for (int i = 0; i < solutions.size(); i++) {
                frame.locals[value] = solutions.at(i);
                frame.run.budget().step();
                int end = body.run(frame);
                if (end > UNDEFINED) {
                    return outward(end);
                }
            }
            return DEFINED;
        }
    }

    /** Every value inside a value. */
    static final class Walk extends Step {
        private final Arg source;
        private final Arg[] prefix;
        private final int path;
        private final int value;
        private final Step body;
        private final Location at;

        /**
         * @param path -1 when nobody asks for it
         */
        Walk(Arg source, List<Arg> prefix, int path, int value, Step body, Location at) {
            this.source = source;
            this.prefix = prefix.toArray(new Arg[0]);
            this.path = path;
            this.value = value;
            this.body = body;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value from = source.get(frame);
            Value[] keys = values(prefix, frame);
            if (from == null || keys == null) {
                return UNDEFINED;
            }
            for (Value key : keys) {
                from = TestSteps.lookUp(from, key);
                if (from == null) {
                    return UNDEFINED;
                }
            }
            try {
                int end = walk(frame, from, path < 0 ? Array.EMPTY : Array.of(keys));
                return end > UNDEFINED ? outward(end) : DEFINED;
            } catch (Halt h) {
                frame.run.haltAt(at);
                throw h;
            }
        }

        private int walk(Frame frame, Value from, Array keys) {
            frame.run.budget().step();
            @Nullable Value[] locals = frame.locals;
            if (path >= 0) {
                locals[path] = keys;
            }
            locals[value] = from;
            int end = body.run(frame);
            if (end > UNDEFINED) {
                return end;
            }
            int size = Members.size(from);
            for (int i = 0; i < size; i++) {
                Array deeper = keys;
                if (path >= 0) {
                    deeper = keys.plus(Array.of(Members.key(from, i)));
                    frame.run.budget().built(Footprint.array(deeper.size()));
                }
                end = walk(frame, Members.value(from, i), deeper);
                if (end > UNDEFINED) {
                    return end;
                }
            }
            return DEFINED;
        }
    }

    private static Value @Nullable [] values(Arg[] args, Frame frame) {
        Value[] values = new Value[args.length];
        for (int i = 0; i < values.length; i++) {
            Value v = args[i].get(frame);
            if (v == null) {
                return null;
            }
            values[i] = v;
        }
        return values;
    }

    /** The path of a function, as it is looked up. */
    static List<Value> path(List<String> names) {
        return names.stream().map(n -> (Value) Str.of(n)).toList();
    }
}
