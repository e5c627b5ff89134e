package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.webhook.kube.ClusterClient;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;

import java.util.Comparator;
import java.util.Optional;

/** Who wrote a live object, as its {@code managedFields} have it. */
final class FieldManagers {
    /** Who took an object away is nowhere to be read. */
    static final String UNKNOWN = "unknown";

    private FieldManagers() {}

    /** The last writer that was not us. */
    static String other(Optional<? extends HasMetadata> live) {
        return live.flatMap(l ->
                        l.getMetadata().getManagedFields().stream()
                                .filter(m -> !ClusterClient.MANAGER.equals(m.getManager()))
                                .filter(m -> m.getTime() != null)
                                .max(Comparator.comparing(ManagedFieldsEntry::getTime)))
                .map(ManagedFieldsEntry::getManager)
                .orElse(UNKNOWN);
    }

    /** Whether nobody but us has written. */
    static boolean isOurs(HasMetadata live) {
        return live.getMetadata().getManagedFields().stream()
                .allMatch(m -> ClusterClient.MANAGER.equals(m.getManager()));
    }
}
