package dev.meshwarden.webhook.assembly;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The share of the heap that was still in use after the last collection: what is alive, and none of what is about to be swept. A
 * server that turns everything away for want of memory makes no more garbage, so that no collection would ever show that the want is
 * over; therefore one is asked for then, now and again.
 *
 * <p>Threading: any number of threads.
 */
final class HeapUse implements DoubleSupplier {
    private static final double SHORT = 0.8;
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final List<MemoryPoolMXBean> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();
    private volatile long lastAsked = System.nanoTime();

    @Override
    public double getAsDouble() {
        double share = share();
        long now = System.nanoTime();
        if (share >= SHORT && now - lastAsked > PAUSE_NANOS) {
            lastAsked = now;
            System.gc();
            return share();
        }
        return share;
    }

    /** The same without asking for a collection. */
    double share() {
        long used = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage after = pool.getCollectionUsage();
            used += after == null ? 0 : after.getUsed();
        }
        return (double) used / Runtime.getRuntime().maxMemory();
    }
}
