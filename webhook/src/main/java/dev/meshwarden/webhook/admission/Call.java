package dev.meshwarden.webhook.admission;

/**
 * One call of the API server, its body read whole.
 *
 * @param body the AdmissionReview as sent; not copied, nobody writes to it
 */
public record Call(Entry entry, byte[] body, Deadline deadline) {}
