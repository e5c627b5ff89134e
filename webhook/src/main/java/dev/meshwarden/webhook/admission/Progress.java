package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.review.Review;
import dev.meshwarden.webhook.audit.Delivery;
import dev.meshwarden.webhook.audit.PolicyOrigins;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How far one call has come, and how long each stage took. Confined to the call's thread. */
final class Progress {
    final Call call;
    final String id;
    final Instant now;
    Optional<Review> review = Optional.empty();
    private final Map<Stage, Long> marks = new EnumMap<>(Stage.class);

    /** What a mark says is done. */
    enum Stage {
        QUEUED,
        PARSED,
        DECIDED
    }

    /**
     * @param id of the decision
     */
    Progress(Call call, String id, Instant now) {
        this.call = call;
        this.id = id;
        this.now = now;
    }

    void mark(Stage done) {
        marks.put(done, System.nanoTime());
    }

    Delivery delivery(PolicyOrigins origins, int code, Optional<Delivery.Failure> failure) {
        long start = call.deadline().startNanos();
        long queued = at(Stage.QUEUED, start);
        long parsed = at(Stage.PARSED, queued);
        long decided = at(Stage.DECIDED, parsed);
        return new Delivery(
                id,
                now,
                call.entry().name(),
                call.entry().failMode().text(),
                code,
                origins,
                new Delivery.Latency(
                        System.nanoTime() - start,
                        queued - start,
                        parsed - queued,
                        0,
                        decided - parsed),
                failure);
    }

    private long at(Stage stage, long before) {
        return marks.getOrDefault(stage, before);
    }
}
