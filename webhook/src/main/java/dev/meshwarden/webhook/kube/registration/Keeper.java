package dev.meshwarden.webhook.kube.registration;

/** Sees to it that the live configurations are what they must be, as far as its mode lets it. Used by one thread, in one term. */
interface Keeper {
    /** Looks once and does what is due; throws what the client throws. */
    Kept keep(Situation situation);

    /** A call of the API server came through while everything stood as it must. */
    void proven(Situation situation);

    /**
     * What a pass came to.
     *
     * @param settled whether everything was found as it must be, so that a proof counts
     * @param proofDue whether an entry waits for it
     */
    record Kept(boolean settled, boolean proofDue) {}
}
