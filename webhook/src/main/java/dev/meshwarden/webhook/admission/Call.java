package dev.meshwarden.webhook.admission;

/**
 * One call of the API server, its body read whole.
 *
 * @param body the AdmissionReview as sent; not copied, nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // one owner at a time, handed on and never compared
public record Call(Entry entry, byte[] body, Deadline deadline) {}
