package dev.meshwarden.webhook.admission;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Replies that fail the call: a Kubernetes Status, whose message the API server shows. */
public final class Refusal {
    private Refusal() {}

    /** A Status of this code. */
    public static Reply status(int code, String reason, String message) {
        Obj status =
                Obj.of(
                        Map.of(
                                "apiVersion", Str.of("v1"),
                                "kind", Str.of("Status"),
                                "status", Str.of("Failure"),
                                "reason", Str.of(reason),
                                "message", Str.of(message),
                                "code", Num.of(code)));
        return new Reply(code, JsonWriter.toJson(status).getBytes(StandardCharsets.UTF_8));
    }

    /** No answer now: an entry that fails open admits, one that fails closed refuses. */
    public static Reply overloaded() {
        return status(503, "ServiceUnavailable", "overloaded, try again");
    }
}
