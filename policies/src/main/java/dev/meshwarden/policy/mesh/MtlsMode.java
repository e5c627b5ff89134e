package dev.meshwarden.policy.mesh;

/** What a workload's port accepts, weakest first. */
public enum MtlsMode {
    DISABLE,
    PERMISSIVE,
    STRICT
}
