package dev.meshwarden.rego.differential;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Outcome;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/**
 * What one engine says of a rule.
 *
 * @param code {@code defined}, {@code undefined}, or the error's code
 * @param message of an error; not part of what must agree
 */
record Answer(String code, String message, @Nullable Value value) {
    static final Answer UNDEFINED = new Answer("undefined", "", null);

    /** Ours; the value as JSON has it, since that is how the other side tells its own. */
    static Answer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Defined(var value, _) ->
                    new Answer("defined", "", JsonReader.read(JsonWriter.toJson(value)));
            case Outcome.Undefined _ -> UNDEFINED;
            case Outcome.Failed(Diagnostic error, _) ->
                    new Answer(error.code().toString(), error.message(), null);
            case Outcome.Halted(var limit, _, _, _) -> new Answer("halted by " + limit, "", null);
        };
    }

    boolean agrees(Answer other) {
        return code.equals(other.code)
                && (value == null ? other.value == null : value.equals(other.value));
    }

    @Override
    public String toString() {
        return value == null ? (code + " " + message).strip() : value.toString();
    }
}
