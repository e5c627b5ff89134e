package dev.meshwarden.policy.patch;

import dev.meshwarden.policy.patch.Application.Applied;
import dev.meshwarden.policy.patch.Application.Refused;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Optional;

/**
 * What of a patch may be applied to an object that somebody else wrote: it begins with a {@code test}, changes nothing outside the
 * allowed roots, and all patches of one request have at most {@value #MOST_OPS} operations.
 */
public final class PatchGate {
    /** Of one request, all patches together. */
    public static final int MOST_OPS = 100;

    /** A copy doubles what it copies, so few are allowed. */
    private static final int MOST_COPIES = 8;

    /** The twins of a pod template lie below {@code /spec}. */
    private static final List<Pointer> ROOTS =
            List.of(
                    new Pointer(List.of("spec")),
                    new Pointer(List.of("metadata", "labels")),
                    new Pointer(List.of("metadata", "annotations")));

    private PatchGate() {}

    /**
     * Applies a whole patch, or says why not.
     *
     * @param opsBefore operations of the patches that were applied before
     */
    public static Application apply(Obj object, Patch patch, int opsBefore) {
        Optional<String> fault = fault(patch, opsBefore);
        if (fault.isPresent()) {
            return new Refused(-1, fault.get());
        }
        Application done = JsonPatch.apply(object, patch.ops());
        return done instanceof Applied(var result) && !(result instanceof Obj)
                ? new Refused(-1, "the result is no object")
                : done;
    }

    private static Optional<String> fault(Patch patch, int opsBefore) {
        List<Patch.Op> ops = patch.ops();
        if (ops.isEmpty() || !ops.getFirst().op().equals("test")) {
            return Optional.of("the patch does not begin with a test");
        }
        if (opsBefore + ops.size() > MOST_OPS) {
            return Optional.of("more than " + MOST_OPS + " operations");
        }
        if (ops.stream().filter(o -> o.op().equals("copy")).count() > MOST_COPIES) {
            return Optional.of("more than " + MOST_COPIES + " copies");
        }
        for (Patch.Op op : ops) {
            if (!op.op().equals("test") && !isAllowed(op.path())) {
                return Optional.of("`" + op.path() + "` lies outside what a patch may change");
            }
            if ((op.op().equals("move") || op.op().equals("copy")) && !isAllowed(op.from())) {
                return Optional.of("`" + op.from() + "` lies outside what a patch may change");
            }
        }
        return Optional.empty();
    }

    private static boolean isAllowed(String path) {
        return Pointer.parse(path).filter(p -> ROOTS.stream().anyMatch(p::isWithin)).isPresent();
    }
}
