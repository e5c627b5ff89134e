/** The mesh as rules see it: namespaces, workloads, Istio objects. Begin at {@link MeshView}. Keep out: the request being judged. */
@NullMarked
package dev.meshwarden.policy.mesh;

import org.jspecify.annotations.NullMarked;
