package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** What an evaluation came to. Every case carries the builtin errors met on the way. */
public sealed interface Outcome {
    List<Diagnostic> builtinErrors();

    /** The query has this value. */
    record Defined(Value value, List<Diagnostic> builtinErrors) implements Outcome {
        public Defined {
            builtinErrors = List.copyOf(builtinErrors);
        }
    }

    /** The query has no value: not false, not null, not an error. */
    record Undefined(List<Diagnostic> builtinErrors) implements Outcome {
        public Undefined {
            builtinErrors = List.copyOf(builtinErrors);
        }
    }

    /** Evaluation failed: a conflict, or in strict mode a builtin's error. */
    record Failed(Diagnostic error, List<Diagnostic> builtinErrors) implements Outcome {
        public Failed {
            builtinErrors = List.copyOf(builtinErrors);
        }
    }

    /** A limit was reached. */
    record Halted(Limit limit, String rule, Location at, List<Diagnostic> builtinErrors)
            implements Outcome {
        public Halted {
            builtinErrors = List.copyOf(builtinErrors);
        }
    }
}
