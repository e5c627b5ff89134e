/** Java rules about what stands beside the control plane: its workloads, secrets and configuration. */
@NullMarked
package dev.meshwarden.policy.library.controlplane;

import org.jspecify.annotations.NullMarked;
