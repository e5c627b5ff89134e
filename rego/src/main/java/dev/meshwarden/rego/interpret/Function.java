package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.limit.Footprint;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.plan.Func;
import dev.meshwarden.rego.runtime.Memory;
import dev.meshwarden.rego.runtime.Run;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * A function made ready.
 *
 * <p>Threading: {@link #body} is set while the program is assembled and never after.
 */
final class Function {
    private static final Step NOTHING =
            new Step() {
                @Override
                int run(Frame frame) {
                    return UNDEFINED;
                }
            };

    private final String subject;
    private final int[] params;
    private final Func.Memo memo;
    private final int memoNumber;
    private int size;
    private Arg result = Arg.local(0, false);
    private Step body = NOTHING;

    Function(Func func, int memoNumber) {
        this.subject = func.subject();
        this.params = func.params().stream().mapToInt(p -> p.index()).toArray();
        this.memo = func.memo();
        this.memoNumber = memoNumber;
    }

    void body(Step whole, Arg resultLocal, int locals) {
        this.body = whole;
        this.result = resultLocal;
        this.size = locals;
    }

    int arity() {
        return params.length;
    }

    /** The answer for arguments out of the caller's frame; null when undefined. */
    @Nullable Value call(Frame caller, Arg[] args, Location at) {
        return switch (memo) {
            case NONE -> work(caller, args, at);
            case ONE -> {
                Memory memory = caller.run.memory();
                Object known = memory.answer(memoNumber);
                if (known == null) {
                    Value answer = work(caller, args, at);
                    memory.keep(memoNumber, answer);
                    yield answer;
                }
                yield known == Memory.UNDEFINED ? null : (Value) known;
            }
            case BY_ARGUMENTS -> byArguments(caller, args, at);
        };
    }

    @SuppressWarnings("unchecked") // the memory keeps what this function gave it
    private @Nullable Value byArguments(Frame caller, Arg[] args, Location at) {
        Memory memory = caller.run.memory();
        Map<Value, Object> known = (Map<Value, Object>) memory.answer(memoNumber);
        if (known == null) {
            known = new HashMap<>();
            memory.keep(memoNumber, known);
        }
        Value key = key(caller, args);
        if (key == null) {
            return null;
        }
        Object answer = known.get(key);
        if (answer == null) {
            Value value = work(caller, args, at);
            caller.run.budget().built(Footprint.ENTRY);
            known.put(key, value == null ? Memory.UNDEFINED : value);
            return value;
        }
        return answer == Memory.UNDEFINED ? null : (Value) answer;
    }

    private static @Nullable Value key(Frame caller, Arg[] args) {
        if (args.length == 3) {
            return args[2].get(caller);
        }
        Array.Builder all = Array.builder(args.length - 2);
        for (int i = 2; i < args.length; i++) {
            Value v = args[i].get(caller);
            if (v == null) {
                return null;
            }
            all.add(v);
        }
        return all.build();
    }

    private @Nullable Value work(Frame caller, Arg[] args, Location at) {
        Run run = caller.run;
        Frame frame = new Frame(run, size);
        for (int i = 0; i < args.length; i++) {
            frame.locals[params[i]] = args[i].get(caller);
        }
        try {
            run.enter();
            body.run(frame);
            run.leave();
            return result.get(frame);
        } catch (Halt h) {
            run.haltAt(at);
            run.haltIn(subject);
            throw h;
        } catch (StackOverflowError _) {
            throw run.outOfStack();
        }
    }
}
