package dev.meshwarden.rego.value;

/**
 * How much of a document comes from aliases. go-yaml's rule: nearly all of a small document may, a tenth of a very large one.
 */
final class AliasCount {
    private static final int FREE = 100;
    private static final int SMALL_DOCUMENT = 1_000;
    private static final double LOW = 400_000;
    private static final double HIGH = 4_000_000;

    private long nodes;
    private long fromAliases;
    private int used;

    void startDocument() {
        nodes = 0;
        fromAliases = 0;
        used = 0;
    }

    void count(long more) {
        nodes += more;
    }

    int used() {
        return used;
    }

    /** Counts one alias that stands for this many nodes; false when that is too much. */
    boolean admits(long target) {
        used++;
        fromAliases = sum(fromAliases, target);
        nodes = sum(nodes, target);
        return fromAliases <= FREE
                || nodes <= SMALL_DOCUMENT
                || (double) fromAliases / nodes <= allowedRatio();
    }

    private double allowedRatio() {
        return nodes <= LOW
                ? 0.99
                : nodes >= HIGH ? 0.10 : 0.99 - 0.89 * ((nodes - LOW) / (HIGH - LOW));
    }

    /** Never beyond what a long holds: each step multiplies at most by the aliases of one document. */
    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
