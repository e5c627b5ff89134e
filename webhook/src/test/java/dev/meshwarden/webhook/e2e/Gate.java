package dev.meshwarden.webhook.e2e;

/** The API server of a cluster as clients come to it. */
interface Gate {
    String url();

    Api as(Identity identity);

    /** May do everything. */
    Identity admin();

    /** Somebody else. */
    Identity user(String name, String... groups);

    String kubeconfig(Identity identity, String namespace);
}
