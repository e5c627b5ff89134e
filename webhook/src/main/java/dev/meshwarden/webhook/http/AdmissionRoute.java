package dev.meshwarden.webhook.http;

import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.webhook.admission.AdmissionPipeline;
import dev.meshwarden.webhook.admission.Call;
import dev.meshwarden.webhook.admission.Deadline;
import dev.meshwarden.webhook.admission.Entry;
import dev.meshwarden.webhook.admission.Refusal;
import dev.meshwarden.webhook.admission.Reply;
import dev.meshwarden.webhook.config.AdmissionConfig;
import dev.meshwarden.webhook.metrics.Metrics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /validate[/<entry>]} and {@code POST /mutate[/<entry>]}: head checked, body read, pipeline asked, reply written. */
final class AdmissionRoute {
    private static final int SHARE_OF_BODY = 30;

    private final AdmissionPipeline pipeline;
    private final AdmissionConfig limits;
    private final BodyReader bodies;
    private final ConnectionWatch watch;
    private final Metrics metrics;
    private final InstantSource clock;

    AdmissionRoute(
            AdmissionPipeline pipeline,
            AdmissionConfig limits,
            ConnectionWatch watch,
            Metrics metrics,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.bodies = new BodyReader(limits.maxBody().bytes(), limits.maxBodies().bytes());
        this.watch = watch;
        this.metrics = metrics;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/validate", context -> answer(context, "", Phase.VALIDATE));
        routes.post("/mutate", context -> answer(context, "", Phase.MUTATE));
        routes.post(
                "/validate/{entry}",
                context -> answer(context, context.pathParam("entry"), Phase.VALIDATE));
        routes.post(
                "/mutate/{entry}",
                context -> answer(context, context.pathParam("entry"), Phase.MUTATE));
    }

    private void answer(Context context, String entry, Phase phase) throws IOException {
        if (!Entry.isName(entry)) {
            write(context, Refusal.status(404, "NotFound", "no such entry"));
            return;
        }
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        Deadline deadline =
                Deadline.of(
                        Optional.ofNullable(context.queryParam("timeout")),
                        limits.maxBudget(),
                        request.getBeginNanoTime());
        Connection connection = request.getConnectionMetaData().getConnection();
        switch (read(context, connection, deadline.share(SHARE_OF_BODY))) {
            case BodyReader.Reading.TooLarge _ -> {
                metrics.malformed();
                context.header("Connection", "close");
                write(
                        context,
                        Refusal.status(
                                413,
                                "RequestEntityTooLarge",
                                "the AdmissionReview is larger than " + limits.maxBody()));
            }
            case BodyReader.Reading.NoRoom _ -> {
                metrics.shed(entryOf(entry, phase).label());
                context.header("Connection", "close");
                write(context, Refusal.overloaded());
            }
            case BodyReader.Reading.Whole(byte[] body, Runnable release) -> {
                try {
                    Call call = new Call(entryOf(entry, phase), body, deadline);
                    write(context, reply(context, call));
                } finally {
                    release.run();
                }
            }
        }
    }

    /** The body is read even where the head is refused: a caller still writing would see a reset instead of the reason. */
    private Reply reply(Context context, Call call) {
        Optional<Reply> refused = headFault(context);
        refused.ifPresent(_ -> metrics.malformed());
        return refused.orElseGet(() -> pipeline.respond(call, clock.instant()));
    }

    private BodyReader.Reading read(Context context, Connection connection, Duration most)
            throws IOException {
        try (ConnectionWatch.Body _ = watch.bodyBegins(connection, most)) {
            return bodies.read(
                    context.req().getInputStream(), context.req().getContentLengthLong());
        }
    }

    private static Entry entryOf(String name, Phase phase) {
        return new Entry(name, phase);
    }

    private static Optional<Reply> headFault(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(
                    Refusal.status(
                            415, "UnsupportedMediaType", "a Content-Encoding is not accepted"));
        }
        String type = Optional.ofNullable(context.contentType()).orElse("");
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        if (!bare.toLowerCase(Locale.ROOT).equals("application/json")) {
            return Optional.of(
                    Refusal.status(
                            415,
                            "UnsupportedMediaType",
                            "the Content-Type must be application/json"));
        }
        return Optional.empty();
    }

    private static void write(Context context, Reply reply) {
        context.status(reply.status()).contentType("application/json").result(reply.body());
    }
}
