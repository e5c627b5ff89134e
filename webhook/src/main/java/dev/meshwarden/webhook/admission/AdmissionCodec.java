package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.review.Reading;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes {@code admission.k8s.io/v1}: an AdmissionReview's bytes to a review, a decision to the bytes of its answer. */
public final class AdmissionCodec {
    private static final int LONGEST_QUOTE = 80;
    private static final Pattern QUOTED =
            Pattern.compile("(['\"])(.{" + LONGEST_QUOTE + "}).*\\1", Pattern.DOTALL);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final JsonReader reader = new JsonReader(ReadOptions.ADMISSION);

    /**
     * The review that the call asks about; throws {@link MalformedReview} for anything that is not exactly one AdmissionReview with
     * a request.
     */
    public Review decode(Call call, Instant now) {
        Optional<String> fault = StrictBytes.fault(call.body());
        if (fault.isPresent()) {
            throw new MalformedReview(fault.get());
        }
        Value document = parse(call.body());
        if (!(document instanceof Obj envelope)) {
            throw new MalformedReview("the body is not a JSON object");
        }
        return switch (Reviews.ofAdmissionReview(envelope, call.entry().phase(), now)) {
            case Reading.Read(var review) -> review;
            case Reading.Refused(var reason) -> throw new MalformedReview(reason);
        };
    }

    private Value parse(byte[] body) {
        try {
            return reader.parse(body);
        } catch (MalformedText e) {
            String place = e.row() > 0 ? " (line " + e.row() + ", column " + e.column() + ")" : "";
            throw new MalformedReview(
                    "the body is not valid JSON: " + sentence(e.reason()) + place);
        } catch (NumberFormatException _) {
            throw new MalformedReview("the body is not valid JSON: a number is out of range");
        }
    }

    /** A parser's complaint on one line, quoting little: what it quotes is the caller's. */
    static String sentence(String complaint) {
        String first = complaint.lines().findFirst().orElse("");
        String cut = QUOTED.matcher(first).replaceAll("$1$2...$1");
        String clean = UNPRINTABLE.matcher(cut).replaceAll(" ");
        return clean.length() <= 240 ? clean : clean.substring(0, 240) + "...";
    }

    /**
     * The answer to a review.
     *
     * @param annotations for the API server's own audit event, beside what the decision gives
     */
    public Reply encode(
            Entry entry,
            Review review,
            Decision decision,
            String decisionId,
            Map<String, String> annotations) {
        boolean open = entry.failMode() == Entry.FailMode.OPEN;
        if (open && decision.code() == 500 && !decision.allowed()) {
            return Refusal.status(500, "InternalError", Wording.message(decision, decisionId));
        }
        return review(review.uid(), Responses.of(review, decision, decisionId, annotations));
    }

    /** A refusal that the caller is asked to repeat in a second: {@code TooManyRequests} or {@code ServiceUnavailable}. */
    public Reply retry(Entry entry, String uid, int code, String reason, String message) {
        return entry.failMode() == Entry.FailMode.OPEN
                ? Refusal.status(503, "ServiceUnavailable", message)
                : review(uid, Responses.retry(code, reason, message));
    }

    /** A plain refusal. */
    Reply refuse(String uid, int code, String reason, String message) {
        return review(uid, Responses.refusal(code, reason, message));
    }

    private static Reply review(String uid, Obj response) {
        Obj review =
                Obj.of(
                        Map.of(
                                "apiVersion", Str.of("admission.k8s.io/v1"),
                                "kind", Str.of("AdmissionReview"),
                                "response", response.with("uid", Str.of(uid))));
        return new Reply(200, JsonWriter.toJson(review).getBytes(StandardCharsets.UTF_8));
    }
}
