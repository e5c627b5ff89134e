package dev.meshwarden.certs.renewal;

/** Why a new certificate authority must be made. */
public enum GenerationReason {
    FIRST("there is none yet"),
    NONE_LEFT("none is left that may sign"),
    AGE("60 % of the life of the signing one are over"),
    ASKED("an operator asked for it");

    private final String text;

    GenerationReason(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
