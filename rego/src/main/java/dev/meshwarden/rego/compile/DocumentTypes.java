package dev.meshwarden.rego.compile;

import java.util.List;
import java.util.Map;

/** The types of the documents that compiled rules define, for the queries that read them. Not changed after compiling, so shared by threads. */
public final class DocumentTypes {
    /** Before any were worked out. */
    static final DocumentTypes NONE =
            new DocumentTypes(
                    TypeEnv.outermost(
                            new TypeCheck(
                                    _ -> null,
                                    _ -> List.of(),
                                    new WrittenNames(Map.of(), Map.of()))));

    private final TypeEnv env;

    DocumentTypes(TypeEnv env) {
        this.env = env;
    }

    /** A layer for one check on top of them. */
    TypeEnv seenBy(TypeCheck check) {
        return env.inner(check);
    }
}
