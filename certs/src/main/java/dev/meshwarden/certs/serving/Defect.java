package dev.meshwarden.certs.serving;

import java.util.Locale;

/** What is wrong with a candidate identity. */
public enum Defect {
    KEY_MISMATCH("the key does not belong to the certificate"),
    NOT_VALID("it is not valid now, or not for long enough"),
    SAN_MISMATCH("it does not cover every required name"),
    WRONG_USAGE("it is not for server authentication"),
    WEAK("it is signed with SHA-1 or MD5, or its RSA key is shorter than 2048 bits"),
    UNTRUSTED("it does not chain to the CA bundle"),
    HANDSHAKE("a handshake with it fails");

    private final String text;

    Defect(String text) {
        this.text = text;
    }

    /** The word that stands in metrics and readiness. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
