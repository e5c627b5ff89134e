package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.webhook.metrics.Metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The way of one review: decoded, decided, recorded, answered.
 *
 * <p>Threading: any number of threads.
 */
public final class AdmissionPipeline {
    private static final int SHARE_OF_EVALUATION = 70;
    private static final int LARGEST_SHED_WITH_UID = 256 << 10;

    private final AdmissionCodec codec = new AdmissionCodec();
    private final PoliciesInForce policies;
    private final CpuGate gate;
    private final Metrics metrics;

    public AdmissionPipeline(PoliciesInForce policies, CpuGate gate, Metrics metrics) {
        this.policies = policies;
        this.gate = gate;
        this.metrics = metrics;
    }

    /**
     * @param now read once; everything that this review leads to sees this time
     */
    public Reply respond(Call call, Instant now) {
        try {
            return decided(call, now);
        } catch (MalformedReview e) {
            metrics.malformed();
            return Refusal.malformed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Refusal.overloaded();
        }
    }

    private Reply decided(Call call, Instant now) throws InterruptedException {
        Review review;
        Decision decision;
        Optional<CpuGate.Place> place = gate.enter(call.deadline());
        if (place.isEmpty()) {
            return shed(call, now);
        }
        try (CpuGate.Place _ = place.get()) {
            review = codec.decode(call, now);
            decision =
                    policies.current()
                            .decide(
                                    review,
                                    Optional.<MeshView>empty(),
                                    call.deadline().share(SHARE_OF_EVALUATION));
        }
        String id = UUID.randomUUID().toString();
        Reply reply = codec.encode(call.entry(), review, decision, id, Map.of());
        metrics.answered(
                review.phase().text(),
                call.entry().label(),
                decision.verdict().text(),
                decision.code(),
                Duration.ofNanos(System.nanoTime() - call.deadline().startNanos()));
        return reply;
    }

    /** Turned away while the caller can still try again: an answer that says so needs the review's uid, so a small body is read for it. */
    private Reply shed(Call call, Instant now) {
        metrics.shed(call.entry().label());
        if (call.body().length > LARGEST_SHED_WITH_UID) {
            return Refusal.overloaded();
        }
        Review review = codec.decode(call, now);
        return codec.retry(
                call.entry(), review.uid(), 429, "TooManyRequests", "overloaded, try again");
    }
}
