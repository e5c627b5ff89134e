package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.admission.EntryRow;

import java.util.List;

/**
 * An entry that something loaded needs.
 *
 * @param calledFor at least one
 */
public record WantedEntry(EntryRow row, List<CalledFor> calledFor) {
    public WantedEntry {
        calledFor = List.copyOf(calledFor);
    }
}
