package dev.meshwarden.webhook.audit.verify;

import java.util.List;

/** What the check of a whole data folder found, epoch by epoch. */
public record Verification(List<Finding> findings) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /** The worst of all. */
    public Grade grade() {
        return findings.stream().map(Finding::grade).max(Grade::compareTo).orElse(Grade.FINE);
    }

    /** The exit code: 0 fine, 1 broken or, strictly, unproven, 2 not checked. */
    public int status(boolean strict) {
        return switch (grade()) {
            case FINE -> 0;
            case UNPROVEN -> strict ? 1 : 0;
            case BROKEN -> 1;
            case UNREADABLE -> 2;
        };
    }
}
