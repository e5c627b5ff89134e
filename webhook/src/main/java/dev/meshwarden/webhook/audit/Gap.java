package dev.meshwarden.webhook.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Records that were dropped for one cause.
 *
 * @param byClass how many of each class; adds up to {@link #lost}
 * @param firstId of the first decision dropped; empty when none was
 */
record Gap(
        Loss cause,
        Map<RecordClass, Long> byClass,
        String firstId,
        String lastId,
        Instant since,
        Instant until) {
    Gap {
        Map<RecordClass, Long> ordered = new EnumMap<>(RecordClass.class);
        ordered.putAll(byClass);
        byClass = Collections.unmodifiableMap(ordered);
    }

    static Gap none(Loss cause, Instant now) {
        return new Gap(cause, Map.of(), "", "", now, now);
    }

    long lost() {
        return byClass.values().stream().mapToLong(Long::longValue).sum();
    }

    Gap plus(AuditRecord dropped, Instant now) {
        Map<RecordClass, Long> counts = new EnumMap<>(RecordClass.class);
        counts.putAll(byClass);
        counts.merge(dropped.recordClass(), 1L, Long::sum);
        return new Gap(
                cause,
                counts,
                firstId.isEmpty() ? dropped.id() : firstId,
                dropped.id(),
                since,
                now);
    }
}
