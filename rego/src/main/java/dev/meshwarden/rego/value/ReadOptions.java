package dev.meshwarden.rego.value;

/**
 * How strictly JSON and YAML are read.
 *
 * @param depth deepest nesting of objects and arrays
 * @param nameLength longest object key, in UTF-16 units
 * @param stringLength longest string, in UTF-16 units
 * @param digits longest number, in characters
 * @param refuseDuplicateKeys else the last one wins, as in OPA
 */
public record ReadOptions(
        int depth, int nameLength, int stringLength, int digits, boolean refuseDuplicateKeys) {
    /** As OPA reads data and input. */
    public static final ReadOptions LENIENT =
            new ReadOptions(512, 1 << 20, 64 << 20, 100_000, false);

    /** As the admission codec reads requests (the reliability page, input rules). */
    public static final ReadOptions ADMISSION = new ReadOptions(128, 8 << 10, 3 << 20, 64, true);

    /** As manifests are read. */
    public static final ReadOptions MANIFEST = new ReadOptions(128, 8 << 10, 3 << 20, 1_000, true);
}
