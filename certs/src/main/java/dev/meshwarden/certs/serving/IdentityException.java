package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.pki.KeyedChain;

/** A candidate identity that must not be served. */
public final class IdentityException extends Exception {
    private final Defect defect;

    IdentityException(KeyedChain candidate, Defect defect, String detail) {
        super(
                "certificate "
                        + candidate.serialHex()
                        + " is refused, "
                        + defect.code()
                        + ": "
                        + defect
                        + (detail.isEmpty() ? "" : " (" + detail + ")"));
        this.defect = defect;
    }

    public Defect defect() {
        return defect;
    }
}
