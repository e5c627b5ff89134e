package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.plan.Plan;
import dev.meshwarden.rego.runtime.Memory;
import dev.meshwarden.rego.runtime.Run;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** A plan made ready. Immutable, shared by all threads. */
public final class Program {
    /** Java calls that certainly fit into an ordinary thread's stack beside its other work. */
    private static final int ORDINARY = 2_500;

    private final Map<String, Start> starts;
    private final int memos;
    private final int slots;
    private final int stackNeed;

    /** An entry made ready. */
    record Start(Step body, int locals) {}

    private Program(Map<String, Start> starts, int memos, int slots, int stackNeed) {
        this.starts = starts;
        this.memos = memos;
        this.slots = slots;
        this.stackNeed = stackNeed;
    }

    /**
     * Makes a plan ready. Refuses one that calls what does not exist with {@link IllegalArgumentException}.
     *
     * @param builtins null when there is none of the name
     */
    public static Program of(
            Plan plan, java.util.function.Function<String, @Nullable Builtin> builtins) {
        return of(plan, builtins, Assembler.Hooks.NONE);
    }

    /** As {@link #of}, and every run tells its watcher. */
    public static Program watched(
            Plan plan, java.util.function.Function<String, @Nullable Builtin> builtins) {
        return of(plan, builtins, new Watching());
    }

    private static Program of(
            Plan plan,
            java.util.function.Function<String, @Nullable Builtin> builtins,
            Assembler.Hooks hooks) {
        var assembler = new Assembler(builtins, hooks);
        assembler.functions(plan.funcs());
        Map<String, Start> starts = new LinkedHashMap<>();
        for (Plan.Entry e : plan.entries()) {
            starts.put(e.name(), assembler.entry(e.blocks()));
        }
        return new Program(starts, assembler.memos(), assembler.slots(), StackNeed.of(plan));
    }

    /** Whether running it may need more stack than an ordinary thread has. */
    public boolean isDeep() {
        return stackNeed > ORDINARY;
    }

    /** A run of this program, not started. */
    public Run begin(BuiltinContext context, boolean strict, @Nullable Value input, Value data) {
        return new Run(context, strict, Memory.first(input, data, memos, slots));
    }

    /** Runs an entry; its results are in the run afterwards. Throws {@link Halt} and {@link dev.meshwarden.rego.runtime.Failure}. */
    public void run(String entry, Run run, @Nullable Value input, Value data) {
        Start start = starts.get(entry);
        if (start == null) {
            throw new IllegalStateException("bug: no such entry " + entry);
        }
        var frame = new Frame(run, start.locals());
        frame.locals[0] = input;
        frame.locals[1] = data;
        try {
            start.body().run(frame);
        } catch (StackOverflowError _) {
            throw run.outOfStack();
        }
    }
}
