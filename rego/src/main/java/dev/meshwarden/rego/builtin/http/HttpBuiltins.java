package dev.meshwarden.rego.builtin.http;

import static dev.meshwarden.rego.builtin.Builtin.nonDeterministic;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/**
 * {@code http.send}. Equal requests of one evaluation are sent once; nothing is kept for the next evaluation, whatever the request
 * says about caching, so that the same question is answered from the same world.
 */
public final class HttpBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    nonDeterministic(
                            "http.send",
                            Signature.of("request: object{[string]: any} -> object{[any]: any}"),
                            HttpBuiltins::send));

    private HttpBuiltins() {}

    /** What was sent; equal requests are one. */
    private record Sent(Obj request) {}

    /** What came of it. */
    private sealed interface Outcome {
        record Answered(Obj answer) implements Outcome {}

        record Refused(HttpFault fault) implements Outcome {}
    }

    private static Value send(BuiltinContext context, Value[] arguments) {
        boolean raises = raises(Operands.object(arguments, 0));
        Obj request;
        try {
            request = HttpRequests.checked(arguments);
        } catch (BuiltinError e) {
            if (raises) {
                throw e;
            }
            return unanswered(HttpFault.internal(e));
        }
        return switch (memoized(context, request)) {
            case Outcome.Answered(Obj answer) -> answer;
            case Outcome.Refused(HttpFault fault) when raises -> throw fault.raised();
            case Outcome.Refused(HttpFault fault) -> unanswered(fault);
        };
    }

    private static Outcome memoized(BuiltinContext context, Obj request) {
        Obj key;
        try {
            key = HttpRequests.key(request);
        } catch (BuiltinError e) {
            return new Outcome.Refused(HttpFault.internal(e));
        }
        return context.memo(new Sent(key), _ -> outcome(context, request));
    }

    private static Outcome outcome(BuiltinContext context, Obj fields) {
        try {
            var request = new RequestFields(fields);
            var hosts = new ListedHosts(context.world().hosts());
            request.check(hosts);
            return new Outcome.Answered(new Sender(context.budget(), hosts).send(request));
        } catch (BuiltinError e) {
            return new Outcome.Refused(HttpFault.internal(e));
        } catch (HttpFault e) {
            return new Outcome.Refused(e);
        }
    }

    private static boolean raises(Obj request) {
        return switch (request.get("raise_error")) {
            case null -> true;
            case Bool b -> b.value();
            case Value _ -> throw BuiltinError.failed("invalid value for raise_error field");
        };
    }

    private static Obj unanswered(HttpFault fault) {
        return Obj.builder()
                .put("status_code", Num.of(0))
                .put(
                        "error",
                        Obj.builder()
                                .put("code", fault.code())
                                .put("message", fault.told())
                                .build())
                .build();
    }
}
