package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.RuleResult;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.webhook.audit.DecisionId;
import dev.meshwarden.webhook.audit.Delivery;
import dev.meshwarden.webhook.audit.FailedCall;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way of one review: decoded, decided, recorded, answered.
 *
 * <p>Threading: any number of threads.
 */
public final class AdmissionPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionPipeline.class);
    private static final int SHARE_OF_EVALUATION = 70;
    private static final int LONGEST_WORD = 64;
    private static final int LARGEST_SHED_WITH_UID = 256 << 10;
    private static final int REFUSALS_RECORDED_A_MINUTE = 60;
    private static final Pattern QUOTED = Pattern.compile("(['\"`]).+?\\1", Pattern.DOTALL);

    private final AdmissionCodec codec = new AdmissionCodec();
    private final PoliciesInForce policies;
    private final CpuGate gate;
    private final Recorder recorder;
    private final Metrics metrics;
    private final Ration recorded = new Ration(REFUSALS_RECORDED_A_MINUTE, System::nanoTime);

    public AdmissionPipeline(
            PoliciesInForce policies, CpuGate gate, Recorder recorder, Metrics metrics) {
        this.policies = policies;
        this.gate = gate;
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /**
     * @param now read once; everything that this review leads to sees this time
     */
    public Reply respond(Call call, Instant now) {
        var progress = new Progress(call, DecisionId.next(now), now);
        try {
            return respond(progress);
        } catch (MalformedReview e) {
            return refused(progress, 400, "BadRequest", e.reason());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Refusal.overloaded();
        } catch (RuntimeException | StackOverflowError fault) {
            return broken(progress, fault);
        }
    }

    /** Refuses a call for what its head or size says; nothing of it was parsed. */
    public Reply refuse(
            Entry entry, Deadline deadline, Instant now, int code, String reason, String message) {
        return refused(unread(entry, deadline, now), code, reason, message);
    }

    /** Turns a call away whose body finds no room. */
    public Reply noRoom(Entry entry, Deadline deadline, Instant now) {
        Progress progress = unread(entry, deadline, now);
        return shed(progress, policies.snapshot(), Optional.empty());
    }

    private static Progress unread(Entry entry, Deadline deadline, Instant now) {
        return new Progress(new Call(entry, new byte[0], deadline), DecisionId.next(now), now);
    }

    /** No review: the caller's mistake, of which the log keeps so many a minute, without what was quoted of it. */
    private Reply refused(Progress progress, int code, String reason, String message) {
        metrics.malformed();
        if (recorded.take()) {
            PoliciesInForce.Snapshot inForce = policies.snapshot();
            String kept = QUOTED.matcher(message).replaceAll("$1...$1");
            recorder.record(
                    new FailedCall(
                            Optional.empty(),
                            progress.call.entry().phase(),
                            inForce.decider().policyRevision(),
                            false,
                            progress.delivery(
                                    inForce.origins(),
                                    code,
                                    Optional.of(new Delivery.Failure("input", "", kept)))));
        }
        return Refusal.status(code, reason, message);
    }

    private Reply respond(Progress progress) throws InterruptedException {
        Call call = progress.call;
        if (call.entry().isCanary()) {
            return canary(call, progress.now);
        }
        PoliciesInForce.Snapshot inForce = policies.snapshot();
        Review review;
        Decision decision;
        Optional<CpuGate.Place> place = gate.enter(Urgency.of(call), call.deadline());
        if (place.isEmpty()) {
            Optional<Review> turnedAway =
                    call.body().length > LARGEST_SHED_WITH_UID
                            ? Optional.empty()
                            : Optional.of(codec.decode(call, progress.now));
            return shed(progress, inForce, turnedAway);
        }
        try (CpuGate.Place _ = place.get()) {
            progress.mark(Progress.Stage.QUEUED);
            review = codec.decode(call, progress.now);
            progress.review = Optional.of(review);
            progress.mark(Progress.Stage.PARSED);
            decision =
                    inForce.decider()
                            .decide(
                                    review,
                                    Optional.<MeshView>empty(),
                                    call.deadline().share(SHARE_OF_EVALUATION));
            progress.mark(Progress.Stage.DECIDED);
        }
        Delivery delivery = progress.delivery(inForce.origins(), decision.code(), Optional.empty());
        Reply reply =
                switch (recorder.record(review, decision, delivery, call.deadline())) {
                    case Recorder.Recorded.Kept(var annotations) ->
                            codec.encode(call.entry(), review, decision, progress.id, annotations);
                    case Recorder.Recorded.Refused _ ->
                            codec.retry(
                                    call.entry(),
                                    review.uid(),
                                    503,
                                    "ServiceUnavailable",
                                    "the decision could not be recorded in time, try again"
                                            + " [decision "
                                            + progress.id
                                            + "]");
                };
        count(progress, decision);
        return reply;
    }

    /** Always refused, at once and without a record: it asks whether calls arrive, and decides nothing. */
    private Reply canary(Call call, Instant now) {
        Review review = codec.decode(call, now);
        String word = review.text("data", EntryTable.CANARY_WORD);
        String shown = word.length() <= LONGEST_WORD && Entry.isName(word) ? word : "";
        metrics.answered(
                call.entry().phase().text(),
                call.entry().label(),
                "deny",
                403,
                Duration.ofNanos(System.nanoTime() - call.deadline().startNanos()));
        return codec.refuse(review.uid(), 403, "Forbidden", EntryTable.canaryAnswer(shown));
    }

    private void count(Progress progress, Decision decision) {
        metrics.answered(
                progress.call.entry().phase().text(),
                progress.call.entry().label(),
                decision.verdict().text(),
                decision.code(),
                Duration.ofNanos(System.nanoTime() - progress.call.deadline().startNanos()));
        for (RuleResult.Outcome outcome :
                new RuleResult.Outcome[] {RuleResult.Outcome.ERROR, RuleResult.Outcome.TIMEOUT}) {
            long met = decision.results().stream().filter(r -> r.outcome() == outcome).count();
            if (met > 0) {
                metrics.ruleErrors(outcome.text(), (int) met);
            }
        }
    }

    /** Turned away while the caller can still try again: an answer that says so needs the review's uid, so a small body is read for it. */
    private Reply shed(
            Progress progress, PoliciesInForce.Snapshot inForce, Optional<Review> review) {
        Call call = progress.call;
        metrics.shed(call.entry().label());
        boolean asksAgain = review.isPresent() && call.entry().failMode() == Entry.FailMode.CLOSED;
        recorder.record(
                new FailedCall(
                        review,
                        call.entry().phase(),
                        inForce.decider().policyRevision(),
                        true,
                        progress.delivery(
                                inForce.origins(), asksAgain ? 429 : 503, Optional.empty())));
        return review.map(r ->
                        codec.retry(
                                call.entry(),
                                r.uid(),
                                429,
                                "TooManyRequests",
                                "overloaded, try again"))
                .orElseGet(Refusal::overloaded);
    }

    /** A fault of ours fails the call, so that the entry's failure policy decides. */
    private Reply broken(Progress progress, Throwable fault) {
        metrics.fault();
        LOG.error("decision {} ended in a fault of the program", progress.id, fault);
        PoliciesInForce.Snapshot inForce = policies.snapshot();
        recorder.record(
                new FailedCall(
                        progress.review,
                        progress.call.entry().phase(),
                        inForce.decider().policyRevision(),
                        false,
                        progress.delivery(
                                inForce.origins(),
                                500,
                                Optional.of(
                                        new Delivery.Failure(
                                                "bug", "", fault.getClass().getSimpleName())))));
        return Refusal.status(
                500,
                "InternalError",
                "an internal fault; the log names it [decision " + progress.id + "]");
    }
}
