/**
 * From the bytes of an AdmissionReview to the bytes of its answer. Begin at {@link AdmissionPipeline#respond}; reading and wording
 * are {@link AdmissionCodec}. Keep out: sockets, and deciding, which is {@code policy.decision}.
 */
@NullMarked
package dev.meshwarden.webhook.admission;

import org.jspecify.annotations.NullMarked;
