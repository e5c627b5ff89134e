package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.time.Durations;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request object read field by field; each reader throws {@link BuiltinError} for a value of the wrong kind. */
final class RequestFields {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    private final Obj fields;

    RequestFields(Obj fields) {
        this.fields = fields;
    }

    /** Every field, in order, so that the first wrong one is told. */
    void check(ListedHosts hosts) {
        checkCaching();
        retries();
        for (Value field : fields.keys()) {
            String name = field instanceof Str s ? s.text() : "";
            switch (name) {
                case "method", "raw_body", "tls_ca_cert", "tls_client_cert", "tls_client_key" ->
                        text(name);
                case "tls_server_name" -> text(name);
                case "url" -> hosts.check(RequestUrl.of(url()));
                case "enable_redirect", "tls_use_system_certs", "tls_insecure_skip_verify" ->
                        flag(name);
                case "force_json_decode", "force_yaml_decode" -> option(name);
                case "headers" -> headers();
                case "timeout" -> timeout();
                case "tls_ca_cert_file",
                        "tls_client_cert_file",
                        "tls_client_key_file",
                        "tls_ca_cert_env_variable",
                        "tls_client_cert_env_variable",
                        "tls_client_key_env_variable" -> {
                    text(name);
                    throw BuiltinError.failed(
                            GoQuote.string(name, false)
                                    + " is not supported: policies see neither files nor"
                                    + " environment");
                }
                default -> {} // read elsewhere, or of no effect here
            }
        }
    }

    String method() {
        String method = text("method").toUpperCase(Locale.ROOT);
        return method.isEmpty() ? "GET" : method;
    }

    String url() {
        return text("url");
    }

    /** What is sent; {@code raw_body} goes before {@code body}. */
    String body() {
        if (fields.get("raw_body") != null) {
            return text("raw_body");
        }
        Value body = fields.get("body");
        return body == null ? "" : JsonWriter.toGoJson(body);
    }

    /** Under the names as Go writes them. */
    Map<String, String> headers() {
        Map<String, String> found = new LinkedHashMap<>();
        switch (fields.get("headers")) {
            case null -> {}
            case Obj headers ->
                    headers.forEach(
                            (name, value) -> found.put(HeaderNames.canonical(name), header(value)));
            case Value _ -> throw BuiltinError.failed("invalid type for headers key");
        }
        return found;
    }

    private static String header(Value value) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw BuiltinError.failed(
                "invalid type for headers value "
                        + (value instanceof Num n
                                ? GoQuote.string(n.text(), false)
                                : JsonWriter.toJson(value)));
    }

    /** Zero and less: no limit but the evaluation's own. */
    Duration timeout() {
        Duration asked =
                switch (fields.get("timeout")) {
                    case null -> USUAL_TIMEOUT;
                    case Num n when n.isLong() -> Duration.ofNanos(n.longOr(0));
                    case Num n ->
                            throw BuiltinError.failed(
                                    "invalid timeout number value " + n.text() + ", must be int64");
                    case Str s -> duration(s);
                    case Value other ->
                            throw BuiltinError.type(
                                    "operand 1 'timeout' must be one of {string, number} but got "
                                            + other.typeName());
                };
        return asked.isPositive() ? asked : Duration.ofSeconds(Integer.MAX_VALUE);
    }

    private static Duration duration(Str text) {
        try {
            return Duration.ofNanos(Long.parseLong(text.text()));
        } catch (NumberFormatException _) {
            // it has a unit
        }
        try {
            return Duration.ofNanos(Durations.nanos(text.text()));
        } catch (BuiltinError e) {
            throw BuiltinError.failed("invalid timeout value " + text + ": " + e.reason());
        }
    }

    int retries() {
        return switch (fields.get("max_retry_attempts")) {
            case null -> 0;
            case Num n when n.isLong() && n.longOr(-1) >= 0 ->
                    (int) Math.min(n.longOr(0), Integer.MAX_VALUE);
            case Value other ->
                    throw BuiltinError.failed(
                            "invalid value "
                                    + RegoText.of(other)
                                    + " for field \"max_retry_attempts\"");
        };
    }

    boolean isRedirected() {
        return flag("enable_redirect");
    }

    /** A text field without quotes around it; empty when it is not there. */
    String text(String name) {
        return switch (fields.get(name)) {
            case null -> "";
            case Str s -> HeaderNames.trim(s.text(), '"');
            case Value _ ->
                    throw BuiltinError.failed(GoQuote.string(name, false) + " must be a string");
        };
    }

    boolean flag(String name) {
        return switch (fields.get(name)) {
            case null -> false;
            case Bool b -> b.value();
            case Num n when n.text().equals("1") -> true;
            case Num n when n.text().equals("0") -> false;
            case Value other ->
                    throw BuiltinError.failed(
                            "strconv.ParseBool: parsing "
                                    + GoQuote.string(RegoText.of(other), false)
                                    + ": invalid syntax");
        };
    }

    /** What asks for answers kept between evaluations must be well-formed, though nothing is kept. */
    private void checkCaching() {
        option("cache");
        if (!option("force_cache")) {
            return;
        }
        Value seconds = fields.get("force_cache_duration_seconds");
        if (seconds == null) {
            throw BuiltinError.failed(
                    "'force_cache' set but 'force_cache_duration_seconds' parameter is missing");
        }
        if (!(seconds instanceof Num n && n.isLong() && n.longOr(0) == (int) n.longOr(0))) {
            throw BuiltinError.failed(
                    "strconv.ParseInt: parsing "
                            + GoQuote.string(RegoText.of(seconds), false)
                            + ": invalid syntax");
        }
    }

    /** A flag that may be nothing but a boolean. */
    boolean option(String name) {
        return switch (fields.get(name)) {
            case null -> false;
            case Bool b -> b.value();
            case Value _ -> throw BuiltinError.failed("invalid value for \"" + name + "\" field");
        };
    }
}
