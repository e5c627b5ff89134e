package dev.meshwarden.webhook.admission;

/** The bytes are no review that can be decided. The caller is told why, with status 400. */
public final class MalformedReview extends RuntimeException {
    /**
     * @param reason one sentence that quotes at most 80 characters of the input
     */
    MalformedReview(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
