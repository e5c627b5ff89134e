package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;

/** The request objects of {@code http.send} and of what signs such requests: which fields they may and must have. */
public final class HttpRequests {
    private static final RegoSet REQUIRED = names("method", "url");
    private static final RegoSet ALLOWED =
            names(
                    "method",
                    "url",
                    "body",
                    "enable_redirect",
                    "force_json_decode",
                    "force_yaml_decode",
                    "headers",
                    "raw_body",
                    "tls_use_system_certs",
                    "tls_ca_cert",
                    "tls_ca_cert_file",
                    "tls_ca_cert_env_variable",
                    "tls_client_cert",
                    "tls_client_cert_file",
                    "tls_client_cert_env_variable",
                    "tls_client_key",
                    "tls_client_key_file",
                    "tls_client_key_env_variable",
                    "tls_insecure_skip_verify",
                    "tls_server_name",
                    "timeout",
                    "cache",
                    "force_cache",
                    "force_cache_duration_seconds",
                    "raise_error",
                    "caching_mode",
                    "max_retry_attempts",
                    "cache_ignored_headers");

    private HttpRequests() {}

    private static RegoSet names(String... names) {
        return RegoSet.ofAll(List.of(names).stream().map(Str::of).toList());
    }

    /** The first argument as a request; throws {@link BuiltinError} for unknown or missing fields. */
    public static Obj checked(Value[] arguments) {
        Obj request = Operands.object(arguments, 0);
        RegoSet fields = request.keys();
        RegoSet unknown = fields.minus(ALLOWED);
        if (unknown.size() > 0) {
            throw BuiltinError.type("operand 1 invalid request parameters(s): " + unknown);
        }
        RegoSet missing = REQUIRED.minus(fields);
        if (missing.size() > 0) {
            throw BuiltinError.type("operand 1 missing required request parameters(s): " + missing);
        }
        return request;
    }

    /** What makes two requests the same: headers that the request wants ignored do not. */
    static Obj key(Obj request) {
        Value ignored = request.get("cache_ignored_headers");
        Obj key = request.with("cache_ignored_headers", Null.NULL);
        if (ignored == null || !(request.get("headers") instanceof Obj headers)) {
            return key;
        }
        if (!(ignored instanceof Array names)
                || !names.asList().stream().allMatch(Str.class::isInstance)) {
            throw BuiltinError.failed("cache_ignored_headers must be an array of strings");
        }
        Obj kept = headers;
        for (Value name : names) {
            kept = kept.without(name);
        }
        return key.with("headers", kept);
    }
}
