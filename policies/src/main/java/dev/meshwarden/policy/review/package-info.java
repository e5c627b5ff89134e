/**
 * One admission request, decoded once. Begin at {@link Review}; {@link Reviews} makes them out of AdmissionReviews and manifests.
 * Keep out: bytes, HTTP, decisions.
 */
@NullMarked
package dev.meshwarden.policy.review;

import org.jspecify.annotations.NullMarked;
