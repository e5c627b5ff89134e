package dev.meshwarden.webhook.admission;

/**
 * What goes back: an AdmissionReview with status 200, or where a failed call is the answer, a Status.
 *
 * @param body JSON, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // one owner at a time, handed on and never compared
public record Reply(int status, byte[] body) {}
