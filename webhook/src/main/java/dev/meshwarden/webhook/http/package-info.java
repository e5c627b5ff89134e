/**
 * Both ports: connections, routes, TLS. Begin at {@link AdmissionServer} and {@link AdmissionRoute}; what slow and greedy clients
 * meet is {@link ConnectionWatch}. Keep out: what an answer says, which is {@code admission}.
 */
@NullMarked
package dev.meshwarden.webhook.http;

import org.jspecify.annotations.NullMarked;
