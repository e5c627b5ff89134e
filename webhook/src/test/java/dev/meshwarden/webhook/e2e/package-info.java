/**
 * End-to-end tests against a real kube-apiserver. Begin at {@link dev.meshwarden.webhook.e2e.Cluster}, what a test is given, and at
 * {@link dev.meshwarden.webhook.e2e.EndToEnd}, which gives it. Classes named {@code T..} are the tests; the Maven profile {@code e2e}
 * runs them. Keep out: models of the API server, fixed ports, fake clocks.
 */
@NullMarked
package dev.meshwarden.webhook.e2e;

import org.jspecify.annotations.NullMarked;
