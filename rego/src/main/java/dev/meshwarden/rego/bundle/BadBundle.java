package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

/** Reading cannot go on. Caught in {@link BundleReader} alone, which answers with the diagnostic. */
final class BadBundle extends RuntimeException {
    private final transient Diagnostic diagnostic;

    BadBundle(Code code, String message, Location at) {
        super(message);
        this.diagnostic = new Diagnostic(code, message, at);
    }

    /** A file as a whole. */
    static BadBundle file(String name, String message) {
        return new BadBundle(Code.BUNDLE, message, new Location(new Source(name, ""), 0, 0, 0, 0));
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
