package dev.meshwarden.policy.review;

/** What reading an AdmissionReview or a manifest came to. */
public sealed interface Reading {
    /** A review to decide. */
    record Read(Review review) implements Reading {}

    /** What is wrong with it, in one sentence that quotes nothing long. */
    record Refused(String reason) implements Reading {}
}
