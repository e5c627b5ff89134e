package dev.meshwarden.certs.store;

import dev.meshwarden.certs.pki.Generation;

import java.util.List;

/**
 * What a store holds.
 *
 * @param generations whole and readable, sorted by id
 * @param ignored one sentence for each thing that is there but is no generation
 */
public record StoredGenerations(List<Generation> generations, List<String> ignored) {
    public StoredGenerations {
        generations = List.copyOf(generations);
        ignored = List.copyOf(ignored);
    }
}
