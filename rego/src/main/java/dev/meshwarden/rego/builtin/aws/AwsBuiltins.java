package dev.meshwarden.rego.builtin.aws;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.builtin.http.HttpRequests;
import dev.meshwarden.rego.builtin.uri.GoUrl;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code providers.aws.sign_req}: a request with the headers of AWS signature version 4. */
public final class AwsBuiltins {
    private static final List<String> REQUIRED =
            List.of("aws_service", "aws_access_key", "aws_secret_access_key", "aws_region");

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "providers.aws.sign_req",
                            Signature.of(
                                    "request: object{[string]: any}, aws_config: object{[string]:"
                                            + " any}, time_ns: number -> object{[any]: any}"),
                            AwsBuiltins::sign));

    private AwsBuiltins() {}

    private static Value sign(BuiltinContext context, Value[] arguments) {
        Operands.object(arguments, 0);
        Obj config = config(arguments);
        Num time = Operands.number(arguments, 2);
        if (!time.isLong() || !time.text().matches("-?[0-9]+")) {
            throw BuiltinError.type(
                    "operand 3 could not convert time_ns value into a unix timestamp");
        }
        Obj request = HttpRequests.checked(arguments);
        Map<String, String> headers = headers(request);
        GoUrl url = url(request);
        boolean payload = !unsigned(config);
        var signer =
                new SignatureV4(
                        text(config, "aws_access_key"),
                        text(config, "aws_secret_access_key"),
                        text(config, "aws_session_token"),
                        text(config, "aws_region"),
                        text(config, "aws_service"));
        Map<String, String> signed =
                signer.sign(
                        text(request, "method"),
                        url,
                        headers,
                        payload ? body(request) : null,
                        Instant.EPOCH.plusNanos(time.longOr(0)));
        return request.with("headers", Obj.of(values(signed)));
    }

    private static Obj config(Value[] arguments) {
        Obj config = Operands.object(Operands.alone(arguments, 1), 0);
        RegoSet.Builder missing = RegoSet.builder();
        RegoSet.Builder invalid = RegoSet.builder();
        for (String name : REQUIRED) {
            switch (config.get(name)) {
                case null -> missing.add(Str.of(name));
                case Str _ -> {}
                case Value _ -> invalid.add(Str.of(name));
            }
        }
        refuse(2, "missing required AWS config parameters(s): ", missing.build());
        refuse(2, "invalid values for required AWS config parameters(s): ", invalid.build());
        return config;
    }

    private static void refuse(int operand, String message, RegoSet names) {
        if (names.size() > 0) {
            throw BuiltinError.type("operand " + operand + " " + message + names);
        }
    }

    private static GoUrl url(Obj request) {
        RegoSet.Builder invalid = RegoSet.builder();
        for (String name : List.of("url", "method")) {
            if (!(request.get(name) instanceof Str)) {
                invalid.add(Str.of(name));
            }
        }
        refuse(1, "invalid values for required request parameters(s): ", invalid.build());
        try {
            return GoUrl.parse(Str.of(text(request, "url")).bytes());
        } catch (GoUrl.Refused refused) {
            throw BuiltinError.failed(refused.reason());
        }
    }

    private static Map<String, String> headers(Obj request) {
        Map<String, String> headers = new TreeMap<>();
        switch (request.get("headers")) {
            case null -> {}
            case Obj given -> given.forEach((name, value) -> headers.put(text(name), text(value)));
            case Value other ->
                    throw BuiltinError.type("operand 0 must be object but got " + other.typeName());
        }
        return headers;
    }

    private static boolean unsigned(Obj config) {
        return switch (config.get("disable_payload_signing")) {
            case null -> false;
            case Bool b -> b.value();
            case Value _ ->
                    throw BuiltinError.type(
                            "operand 2 invalid value for 'disable_payload_signing' in AWS config");
        };
    }

    private static byte[] body(Obj request) {
        Value raw = request.get("raw_body");
        if (raw != null) {
            return raw instanceof Str s ? s.bytes() : new byte[0];
        }
        Value body = request.get("body");
        return body == null ? new byte[0] : Str.of(JsonWriter.toGoJson(body)).bytes();
    }

    private static Map<String, Str> values(Map<String, String> texts) {
        Map<String, Str> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, Str.of(text)));
        return values;
    }

    private static String text(Obj object, String field) {
        return text(object.get(field));
    }

    /** Empty for what is no string. */
    private static String text(@Nullable Value value) {
        return value instanceof Str s ? s.text() : "";
    }
}
