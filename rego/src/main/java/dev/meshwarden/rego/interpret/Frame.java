package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.runtime.Run;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * The locals of one call. A local that collections are built in holds either a value or a builder, which turns into the value
 * when it is read.
 */
final class Frame {
    final Run run;
    final @Nullable Value[] locals;
    private @Nullable Object @Nullable [] builders;
    private @Nullable Scope around;

    Frame(Run run, int size) {
        this.run = run;
        this.locals = new Value[size];
    }

    /** What a modifier is about to change; it becomes the scope around. */
    Scope leave() {
        var scope = new Scope(locals[0], locals[1], run.memory(), around);
        around = scope;
        return scope;
    }

    /** Puts back what was before. */
    void come(Scope scope) {
        locals[0] = scope.input();
        locals[1] = scope.data();
        run.remember(scope.memory());
        around = scope.around();
    }

    /** The value of a local that collections are built in. */
    @Nullable Value built(int local) {
        Value value = locals[local];
        @Nullable Object[] open = builders;
        if (value != null || open == null) {
            return value;
        }
        Object builder = open[local];
        if (builder == null) {
            return null;
        }
        open[local] = null;
        value =
                switch (builder) {
                    case Array.Builder b -> b.build();
                    case RegoSet.Builder b -> b.build();
                    case Obj.Builder b -> b.build();
                    case Nest n -> n.build();
                    default -> throw new IllegalStateException("bug: no such builder " + builder);
                };
        locals[local] = value;
        return value;
    }

    /** Puts a value, or undefined, into a local that collections are built in. */
    void put(int local, @Nullable Value value) {
        locals[local] = value;
        @Nullable Object[] open = builders;
        if (open != null) {
            open[local] = null;
        }
    }

    Array.Builder array(int local) {
        @Nullable Object[] open = open();
        if (open[local] instanceof Array.Builder b) {
            return b;
        }
        Array.Builder b = Array.builder();
        if (locals[local] instanceof Array a) {
            for (int i = 0; i < a.size(); i++) {
                b.add(a.at(i));
            }
        }
        locals[local] = null;
        open[local] = b;
        return b;
    }

    RegoSet.Builder set(int local) {
        @Nullable Object[] open = open();
        if (open[local] instanceof RegoSet.Builder b) {
            return b;
        }
        RegoSet.Builder b =
                locals[local] instanceof RegoSet s && s.size() > 0
                        ? s.toBuilder()
                        : RegoSet.builder();
        locals[local] = null;
        open[local] = b;
        return b;
    }

    Obj.Builder object(int local) {
        @Nullable Object[] open = open();
        if (open[local] instanceof Obj.Builder b) {
            return b;
        }
        Obj.Builder b =
                locals[local] instanceof Obj o && o.size() > 0 ? o.toBuilder() : Obj.builder();
        locals[local] = null;
        open[local] = b;
        return b;
    }

    Nest nest(int local) {
        @Nullable Object[] open = open();
        if (open[local] instanceof Nest n) {
            return n;
        }
        var n = new Nest();
        locals[local] = null;
        open[local] = n;
        return n;
    }

    private @Nullable Object[] open() {
        @Nullable Object[] open = builders;
        if (open == null) {
            open = new Object[locals.length];
            builders = open;
        }
        return open;
    }
}
