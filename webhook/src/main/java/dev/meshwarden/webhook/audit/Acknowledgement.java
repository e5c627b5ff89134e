package dev.meshwarden.webhook.audit;

/** What became of a record by the time its answer must leave. */
public sealed interface Acknowledgement {
    /** On disk, at this place. */
    record Durable(String log, long seq, String leaf) implements Acknowledgement {
        /** {@code log/seq}, as the response's annotation has it. */
        public String place() {
            return log + "/" + seq;
        }
    }

    /** Accepted; with {@code durability: memory} there is no more to wait for. */
    record Queued() implements Acknowledgement {}

    /** Not in the log, or not in time: {@code audit.onFailure} rules on the answer. */
    record Missing(Loss cause) implements Acknowledgement {}
}
