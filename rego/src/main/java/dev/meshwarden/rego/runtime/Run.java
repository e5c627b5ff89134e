package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Footprint;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One evaluation under way.
 *
 * <p>Threading: confined to one thread; used once.
 */
public final class Run {
    /** Calls below which a full stack is the fault of a value that nests deeply, not of the calls. */
    private static final int FEW_CALLS = 100;

    private static final int RECORD = 256;

    /** Length of a string from which on reading it counts as work. */
    private static final int LONG = 256;

    /** Errors past these are counted by nobody: a loop over a large document would say the same many times. */
    private static final int ERRORS_KEPT = 1_000;

    private final Budget budget;
    private final BuiltinContext context;
    private final boolean strict;
    private final int callDepthLimit;
    private final Set<Diagnostic> errors = new LinkedHashSet<>();
    private final List<Value> results = new ArrayList<>();
    private final Map<Asked, Object> recorded = new HashMap<>();
    private Memory memory;
    private int depth;
    private @Nullable Watcher watcher;
    private @Nullable Location haltedAt;
    private @Nullable String haltedIn;

    private record Asked(String builtin, Array arguments) {}

    /**
     * @param strict builtin errors fail the evaluation
     * @param memory for the input and data to begin with
     */
    public Run(BuiltinContext context, boolean strict, Memory memory) {
        this.context = context;
        this.budget = context.budget();
        this.strict = strict;
        this.memory = memory;
        this.callDepthLimit = budget.limits().callDepth();
    }

    /** Who is told; only watched programs tell anything. */
    public void tell(Watcher by) {
        watcher = by;
    }

    public Watcher watcher() {
        if (watcher == null) {
            throw new IllegalStateException("bug: a watched program without a watcher");
        }
        return watcher;
    }

    public Budget budget() {
        return budget;
    }

    public Memory memory() {
        return memory;
    }

    /** Changes the memory; gives back the one before. */
    public Memory remember(Memory other) {
        Memory before = memory;
        memory = other;
        return before;
    }

    /** One call deeper. */
    public void enter() {
        budget.step();
        if (++depth > callDepthLimit) {
            throw new Halt(Limit.CALL_DEPTH);
        }
    }

    /** The thread's stack is full before the limits are reached that should have come first; names the one that it stands for. */
    public Halt outOfStack() {
        return new Halt(depth < FEW_CALLS ? Limit.BUILT_DEPTH : Limit.CALL_DEPTH);
    }

    /** Back from a call. */
    public void leave() {
        depth--;
    }

    /** The innermost place says where evaluation halted. */
    public void haltAt(Location at) {
        if (haltedAt == null) {
            haltedAt = at;
        }
    }

    /** The innermost rule says in what evaluation halted. */
    public void haltIn(String rule) {
        if (haltedIn == null) {
            haltedIn = rule;
        }
    }

    public Location haltedAt() {
        return haltedAt == null ? Location.NONE : haltedAt;
    }

    public String haltedIn() {
        return haltedIn == null ? "" : haltedIn;
    }

    public void addResult(Value value) {
        budget.elements(results.size() + 1L);
        budget.built(Footprint.ENTRY);
        results.add(value);
    }

    public List<Value> results() {
        return results;
    }

    /** Builtin errors met so far, in order, each once. */
    public List<Diagnostic> errors() {
        return List.copyOf(errors);
    }

    /** The builtin's answer; null when it is undefined or, outside strict mode, failed. */
    public @Nullable Value call(Builtin builtin, Value[] arguments, Location at) {
        try {
            budget.step();
            countWork(arguments);
            Value answer =
                    builtin.trait() == Builtin.Trait.NON_DETERMINISTIC
                            ? callRecorded(builtin, arguments)
                            : builtin.body().call(context, arguments);
            if (answer != null && builtin.builds()) {
                budget.built(Footprint.ofAnswer(answer));
            }
            return answer;
        } catch (BuiltinError e) {
            failed(builtin.name(), e, at);
            return null;
        } catch (Halt h) {
            haltAt(at);
            throw h;
        }
    }

    private void countWork(Value[] arguments) {
        for (Value argument : arguments) {
            if (argument instanceof Str s && s.text().length() > LONG) {
                budget.steps(s.text().length() / LONG);
            }
        }
    }

    private @Nullable Value callRecorded(Builtin builtin, Value[] arguments) {
        var asked = new Asked(builtin.name(), Array.of(arguments));
        Object known = recorded.get(asked);
        if (known == null) {
            Value answer = builtin.body().call(context, arguments);
            known = answer == null ? Memory.UNDEFINED : answer;
            budget.built(RECORD);
            recorded.put(asked, known);
        }
        return known == Memory.UNDEFINED ? null : (Value) known;
    }

    private void failed(String builtin, BuiltinError e, Location at) {
        var error =
                new Diagnostic(
                        e.kind() == BuiltinError.Kind.TYPE ? Code.EVAL_TYPE : Code.EVAL_BUILTIN,
                        builtin + ": " + e.reason(),
                        at);
        if (errors.size() < ERRORS_KEPT && errors.add(error)) {
            budget.built(RECORD + error.message().length());
        }
        if (strict) {
            throw new Failure(error);
        }
    }
}
