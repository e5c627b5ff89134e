package dev.meshwarden.webhook.http;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.admission.Refusal;
import dev.meshwarden.webhook.metrics.Metrics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code /version}. */
final class AdminRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Optional<String>> fault;
    private final Readiness readiness;
    private final Metrics metrics;
    private final Map<String, String> version;
    private final CallerCheck callers;
    private final Optional<Predicate<String>> token;

    /**
     * @param fault why the process is of no use any more; empty while it is
     * @param callers who needs no token, by certificate
     * @param token what callers of all but the probes must show one of; empty on loopback
     */
    AdminRoutes(
            Supplier<Optional<String>> fault,
            Readiness readiness,
            Metrics metrics,
            Map<String, String> version,
            CallerCheck callers,
            Optional<Predicate<String>> token) {
        this.fault = fault;
        this.readiness = readiness;
        this.metrics = metrics;
        this.version = Map.copyOf(version);
        this.callers = callers;
        this.token = token;
    }

    void addTo(RoutesConfig routes) {
        routes.before(AdminRoutes::harden);
        routes.get("/healthz", this::alive);
        routes.get("/readyz", this::ready);
        routes.get("/metrics", guarded(c -> c.contentType(PROMETHEUS).result(metrics.scrape())));
        routes.get("/version", guarded(c -> json(c, 200, Obj.of(texts(version)))));
        routes.error(404, c -> json(c, 404, "NotFound", "nothing is served here"));
        routes.error(405, c -> json(c, 405, "MethodNotAllowed", "only GET is served here"));
    }

    private static void harden(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "no-store");
        context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private io.javalin.http.Handler guarded(io.javalin.http.Handler inner) {
        return context -> {
            if (isAllowed(context)) {
                inner.handle(context);
            } else {
                context.header("WWW-Authenticate", "Bearer");
                json(
                        context,
                        401,
                        "Unauthorized",
                        "a bearer token or a client certificate is needed");
            }
        };
    }

    private boolean isAllowed(Context context) {
        if (token.isEmpty()
                || callers.isKnown(ServletContextRequest.getServletContextRequest(context.req()))) {
            return true;
        }
        String shown = Optional.ofNullable(context.header("Authorization")).orElse("");
        return shown.startsWith("Bearer ") && token.get().test(shown.substring("Bearer ".length()));
    }

    private void alive(Context context) {
        Optional<String> why = fault.get();
        text(context, why.isEmpty() ? 200 : 503, why.orElse("ok") + "\n");
    }

    private void ready(Context context) {
        List<Readiness.Result> results = readiness.look();
        boolean ready = results.stream().allMatch(Readiness.Result::passed);
        int status = ready ? 200 : 503;
        String accept = Optional.ofNullable(context.header("Accept")).orElse("");
        if (accept.contains("application/json")) {
            json(context, status, asValue(ready, results));
        } else if (!ready || context.queryParamMap().containsKey("verbose")) {
            text(context, status, asText(ready, results));
        } else {
            text(context, status, "ok\n");
        }
    }

    private String asText(boolean ready, List<Readiness.Result> results) {
        var text = new StringBuilder();
        for (Readiness.Result result : results) {
            text.append(result.passed() ? "[+]" : "[-]")
                    .append(result.name())
                    .append(result.passed() ? " ok" : " failed: " + result.fault())
                    .append('\n');
        }
        for (Readiness.Note note : readiness.notes().get()) {
            text.append("[i]").append(note.name()).append(' ').append(note.text()).append('\n');
        }
        return text.append(ready ? "ready\n" : "not ready\n").toString();
    }

    private Obj asValue(boolean ready, List<Readiness.Result> results) {
        Array.Builder checks = Array.builder(results.size());
        for (Readiness.Result result : results) {
            checks.add(
                    Obj.of(
                            Map.of(
                                    "name", Str.of(result.name()),
                                    "ok", Bool.of(result.passed()),
                                    "fault", Str.of(result.fault()))));
        }
        Obj.Builder notes = Obj.builder(4);
        readiness.notes().get().forEach(n -> notes.put(Str.of(n.name()), Str.of(n.text())));
        return Obj.of(
                Map.of("ready", Bool.of(ready), "checks", checks.build(), "notes", notes.build()));
    }

    private static Map<String, Str> texts(Map<String, String> all) {
        return all.entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, e -> Str.of(e.getValue())));
    }

    private static void text(Context context, int status, String text) {
        context.status(status).contentType("text/plain; charset=utf-8").result(text);
    }

    private static void json(Context context, int status, Obj value) {
        context.status(status)
                .contentType("application/json")
                .result(JsonWriter.toJson(value) + "\n");
    }

    private static void json(Context context, int status, String reason, String message) {
        context.status(status)
                .contentType("application/json")
                .result(Refusal.status(status, reason, message).body());
    }
}
