package dev.meshwarden.webhook.http;

import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.webhook.admission.AdmissionPipeline;
import dev.meshwarden.webhook.admission.Call;
import dev.meshwarden.webhook.admission.Deadline;
import dev.meshwarden.webhook.admission.Entry;
import dev.meshwarden.webhook.admission.Refusal;
import dev.meshwarden.webhook.admission.Reply;
import dev.meshwarden.webhook.config.AdmissionConfig;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** {@code POST /validate[/<entry>]} and {@code POST /mutate[/<entry>]}: head checked, body read, pipeline asked, reply written. */
final class AdmissionRoute {
    private final AdmissionPipeline pipeline;
    private final AdmissionConfig limits;
    private final CallerCheck callers;
    private final BodyReader bodies;
    private final ConnectionWatch watch;
    private final InstantSource clock;

    /**
     * @param heap the used share of the heap after the last collection
     */
    AdmissionRoute(
            AdmissionPipeline pipeline,
            AdmissionConfig limits,
            CallerCheck callers,
            ConnectionWatch watch,
            DoubleSupplier heap,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.callers = callers;
        this.bodies = new BodyReader(limits.maxBody().bytes(), limits.maxBodies().bytes(), heap);
        this.watch = watch;
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
        Entry caller = new Entry(entry, phase);
        switch (read(context, request, deadline.left())) {
            case BodyReader.Reading.TooLarge _ -> {
                context.header("Connection", "close");
                write(
                        context,
                        pipeline.refuse(
                                caller,
                                deadline,
                                clock.instant(),
                                413,
                                "RequestEntityTooLarge",
                                "the AdmissionReview is larger than " + limits.maxBody()));
            }
            case BodyReader.Reading.NoRoom _ ->
                    write(context, pipeline.noRoom(caller, deadline, clock.instant()));
            case BodyReader.Reading.Whole(byte[] body, Runnable release) -> {
                try {
                    Call call = new Call(caller, body, deadline);
                    write(context, reply(context, request, call));
                } finally {
                    release.run();
                }
            }
        }
    }

    /** The body is read even where the head is refused: a caller still writing would see a reset instead of the reason. */
    private Reply reply(Context context, Request request, Call call) {
        Optional<Reply> unknown = callers.refuse(request);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return headFault(context)
                .map(fault ->
                        pipeline.refuse(
                                call.entry(),
                                call.deadline(),
                                clock.instant(),
                                415,
                                "UnsupportedMediaType",
                                fault))
                .orElseGet(() -> pipeline.respond(call, clock.instant()));
    }

    private BodyReader.Reading read(Context context, Request request, Duration most)
            throws IOException {
        try (ConnectionWatch.Body _ = watch.bodyBegins(request, most)) {
            return bodies.read(
                    context.req().getInputStream(), context.req().getContentLengthLong());
        }
    }

    private static Optional<String> headFault(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of("a Content-Encoding is not accepted");
        }
        String type = Optional.ofNullable(context.contentType()).orElse("");
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        return bare.toLowerCase(Locale.ROOT).equals("application/json")
                ? Optional.empty()
                : Optional.of("the Content-Type must be application/json");
    }

    private static void write(Context context, Reply reply) {
        context.status(reply.status()).contentType("application/json").result(reply.body());
    }
}
