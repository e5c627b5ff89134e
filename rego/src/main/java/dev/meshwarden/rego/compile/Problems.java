package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The diagnostics of one compilation. After the tenth nothing more is taken in; one last line says so. Threading: confined to one
 * compilation.
 */
final class Problems {
    private static final int MOST = 10;
    private static final Diagnostic CAPPED =
            new Diagnostic(Code.COMPILE, "error limit reached", Location.NONE);

    private final List<Diagnostic> found = new ArrayList<>();
    private boolean stops;

    /** Takes in a fault that later stages would stumble over: they do not run. */
    void stop(Diagnostic fault) {
        stops = true;
        add(fault);
    }

    void stop(Code code, Location at, String message) {
        stop(new Diagnostic(code, message, at));
    }

    void stopAll(Collection<Diagnostic> faults) {
        faults.forEach(this::stop);
    }

    /** Takes in a fault that leaves the modules fit for the stages to come. */
    void goOn(Code code, Location at, String message) {
        goOn(new Diagnostic(code, message, at));
    }

    /** See {@link #goOn(Code, Location, String)}. */
    void goOn(Diagnostic fault) {
        add(fault);
    }

    private void add(Diagnostic fault) {
        if (found.size() < MOST) {
            found.add(fault);
        }
    }

    /** Whether the next stage must not run. */
    boolean stops() {
        return stops || isFull();
    }

    /** Whether nothing more is taken in. */
    boolean isFull() {
        return found.size() >= MOST;
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** By place; when there were too many, a last one says so. */
    List<Diagnostic> sorted() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Diagnostic.ORDER);
        if (isFull()) {
            sorted.add(CAPPED);
        }
        return sorted;
    }
}
