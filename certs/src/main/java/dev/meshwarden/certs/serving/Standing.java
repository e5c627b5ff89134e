package dev.meshwarden.certs.serving;

import dev.meshwarden.certs.authority.Authority;

import java.util.List;
import java.util.Optional;

/**
 * Where the certificate authority stands after one look.
 *
 * @param authority one of whose generations signs; empty while there is none yet
 * @param troubles a sentence for each thing that was to be done or read and could not
 */
public record Standing(Optional<Authority> authority, List<String> troubles) {
    public Standing {
        troubles = List.copyOf(troubles);
    }
}
