package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.limit.Footprint;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.runtime.Documents;
import dev.meshwarden.rego.runtime.Failure;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Steps that assign and build. */
final class BuildSteps {
    private static final int CHECK_SIZE = 1_024;

    private BuildSteps() {}

    /** target := source. */
    static final class Assign extends Step {
        private final Arg source;
        private final Target target;

        Assign(Arg source, Target target) {
            this.source = source;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            target.put(frame, source.get(frame));
            return DEFINED;
        }
    }

    /** target := source, unless it has another value. */
    static final class AssignOnce extends Step {
        private final Arg source;
        private final Arg old;
        private final Target target;
        private final String conflict;
        private final Location at;

        AssignOnce(Arg source, Arg old, Target target, String conflict, Location at) {
            this.source = source;
            this.old = old;
            this.target = target;
            this.conflict = conflict;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value value = source.get(frame);
            if (value == null) {
                return UNDEFINED;
            }
            Value before = old.get(frame);
            if (before == null) {
                target.put(frame, value);
            } else if (!before.equals(value)) {
                throw new Failure(new Diagnostic(Code.EVAL_CONFLICT, conflict, at));
            }
            return DEFINED;
        }
    }

    /** A local made undefined, or an empty collection. */
    static final class Put extends Step {
        private final @Nullable Value value;
        private final Target target;

        Put(@Nullable Value value, Target target) {
            this.value = value;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            target.put(frame, value);
            return DEFINED;
        }
    }

    /** One more element. */
    static final class Append extends Step {
        private final Arg value;
        private final int array;

        Append(Arg value, int array) {
            this.value = value;
            this.array = array;
        }

        @Override
        int run(Frame frame) {
            Value item = value.get(frame);
            if (item == null) {
                return UNDEFINED;
            }
            Array.Builder b = frame.array(array);
            b.add(item);
            grown(frame, b.size(), Footprint.ELEMENT);
            return DEFINED;
        }
    }

    /** One more member. */
    static final class Add extends Step {
        private final Arg value;
        private final int set;

        Add(Arg value, int set) {
            this.value = value;
            this.set = set;
        }

        @Override
        int run(Frame frame) {
            Value member = value.get(frame);
            if (member == null) {
                return UNDEFINED;
            }
            RegoSet.Builder b = frame.set(set);
            b.add(member);
            grown(frame, b.size(), Footprint.MEMBER);
            return DEFINED;
        }
    }

    /** One more entry. */
    static final class Insert extends Step {
        private final Arg key;
        private final Arg value;
        private final int object;
        private final boolean once;
        private final Location at;

        Insert(Arg key, Arg value, int object, boolean once, Location at) {
            this.key = key;
            this.value = value;
            this.object = object;
            this.once = once;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value k = key.get(frame);
            Value v = value.get(frame);
            if (k == null || v == null) {
                return UNDEFINED;
            }
            Obj.Builder b = frame.object(object);
            if (once) {
                Value before = b.get(k);
                if (before != null && !before.equals(v)) {
                    throw keysNotUnique(at);
                }
            }
            b.put(k, v);
            grown(frame, b.size(), Footprint.ENTRY);
            return DEFINED;
        }
    }

    /** An entry some objects down. */
    static final class InsertAt extends Step {
        private final Arg[] path;
        private final Arg value;
        private final int object;
        private final Stmt.InsertAt.Leaf leaf;
        private final Location at;

        InsertAt(List<Arg> path, Arg value, int object, Stmt.InsertAt.Leaf leaf, Location at) {
            this.path = path.toArray(new Arg[0]);
            this.value = value;
            this.object = object;
            this.leaf = leaf;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Value v = value.get(frame);
            if (v == null) {
                return UNDEFINED;
            }
            Value[] keys = new Value[path.length];
            for (int i = 0; i < keys.length; i++) {
                Value key = path[i].get(frame);
                if (key == null) {
                    return UNDEFINED;
                }
                keys[i] = key;
            }
            Nest nest = frame.nest(object);
            for (int i = 0; i < keys.length - 1; i++) {
                nest = nest.inside(keys[i]);
                if (nest == null) {
                    throw keysNotUnique(at);
                }
            }
            Value last = keys[keys.length - 1];
            boolean fits =
                    switch (leaf) {
                        case VALUE -> nest.put(last, v);
                        case SET -> nest.add(last, v);
                    };
            if (!fits) {
                throw keysNotUnique(at);
            }
            grown(frame, nest.size(), 2 * Footprint.ENTRY);
            return DEFINED;
        }
    }

    /** Two documents made one. */
    static final class Merge extends Step {
        private final Arg base;
        private final Arg overlay;
        private final Target target;

        Merge(Arg base, Arg overlay, Target target) {
            this.base = base;
            this.overlay = overlay;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Value a = base.get(frame);
            Value b = overlay.get(frame);
            if (a == null || b == null) {
                return UNDEFINED;
            }
            target.put(frame, Documents.merge(a, b));
            return DEFINED;
        }
    }

    /** An array or a set of so many operands. */
    static final class Members extends Step {
        private final Arg[] members;
        private final boolean set;
        private final Target target;

        Members(List<Arg> members, boolean set, Target target) {
            this.members = members.toArray(new Arg[0]);
            this.set = set;
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Value[] values = new Value[members.length];
            for (int i = 0; i < values.length; i++) {
                Value v = members[i].get(frame);
                if (v == null) {
                    return UNDEFINED;
                }
                values[i] = v;
            }
            Value built = set ? RegoSet.of(values) : Array.of(values);
            frame.run.budget().built(Footprint.of(built));
            target.put(frame, built);
            return DEFINED;
        }
    }

    /** An object of so many operands. */
    static final class Entries extends Step {
        private final Arg[] keys;
        private final Arg[] values;
        private final Target target;

        Entries(List<Arg> keys, List<Arg> values, Target target) {
            this.keys = keys.toArray(new Arg[0]);
            this.values = values.toArray(new Arg[0]);
            this.target = target;
        }

        @Override
        int run(Frame frame) {
            Obj.Builder b = Obj.builder(keys.length);
            for (int i = 0; i < keys.length; i++) {
                Value k = keys[i].get(frame);
                Value v = values[i].get(frame);
                if (k == null || v == null) {
                    return UNDEFINED;
                }
                b.put(k, v);
            }
            Value built = b.build();
            frame.run.budget().built(Footprint.of(built));
            target.put(frame, built);
            return DEFINED;
        }
    }

    private static void grown(Frame frame, int size, int by) {
        frame.run.budget().built(by);
        if (size % CHECK_SIZE == 0) {
            frame.run.budget().elements(size);
        }
    }

    private static Failure keysNotUnique(Location at) {
        return new Failure(new Diagnostic(Code.EVAL_CONFLICT, "object keys must be unique", at));
    }
}
