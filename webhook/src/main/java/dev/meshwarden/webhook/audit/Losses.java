package dev.meshwarden.webhook.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts every record that was dropped, and keeps what the log has not yet been told. Silent loss is a bug by definition.
 *
 * <p>Threading: any thread.
 */
final class Losses {
    /** Class and cause, as the counter's labels have them. */
    record Key(RecordClass recordClass, Loss cause) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int c = recordClass.compareTo(other.recordClass);
            return c != 0 ? c : cause.compareTo(other.cause);
        }
    }

    private final Map<Key, Long> counts = new TreeMap<>();
    private final Map<Loss, Gap> untold = new EnumMap<>(Loss.class);
    private long late;

    synchronized void dropped(AuditRecord record, Loss cause, Instant now) {
        counts.merge(new Key(record.recordClass(), cause), 1L, Long::sum);
        Gap gap = untold.getOrDefault(cause, Gap.none(cause, now));
        untold.put(cause, gap.plus(record, now));
    }

    /** Says in the log that something happened, though nothing was lost by it yet. */
    synchronized void happened(Loss cause, Instant now) {
        untold.putIfAbsent(cause, Gap.none(cause, now));
    }

    synchronized void late() {
        late++;
    }

    /** What the log must be told, and nobody else will: the caller writes it or {@linkplain #putBack puts it back}. */
    synchronized List<Gap> takeUntold() {
        List<Gap> gaps = new ArrayList<>(untold.values());
        untold.clear();
        return gaps;
    }

    synchronized void putBack(Collection<Gap> gaps) {
        for (Gap gap : gaps) {
            untold.merge(
                    gap.cause(),
                    gap,
                    (newer, older) -> {
                        Map<RecordClass, Long> sum = new EnumMap<>(RecordClass.class);
                        sum.putAll(older.byClass());
                        newer.byClass().forEach((c, n) -> sum.merge(c, n, Long::sum));
                        return new Gap(
                                gap.cause(),
                                sum,
                                older.firstId().isEmpty() ? newer.firstId() : older.firstId(),
                                newer.lastId().isEmpty() ? older.lastId() : newer.lastId(),
                                older.since(),
                                newer.until());
                    });
        }
    }

    synchronized boolean hasUntold() {
        return !untold.isEmpty();
    }

    synchronized Map<Key, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    synchronized long lateCount() {
        return late;
    }
}
