package dev.meshwarden.certs.renewal;

/** Why a leaf must be issued anew; the text stands in metrics and records. */
public enum RenewalReason {
    MISSING("there is none"),
    EXPIRED("it is past its end, or within the margin of it"),
    NOT_YET_VALID("it begins in the future"),
    NAMES("it does not cover every required name"),
    SIGNER("another authority signs now"),
    AGE("two thirds of its life are over"),
    /** Only where someone else issues. */
    ISSUED("its issuer put another in its place");

    private final String text;

    RenewalReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
