package dev.meshwarden.policy.review;

import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Optional;

/** Fields of a request, and what is wrong with them. */
final class Fields {
    private Fields() {}

    /** The text at a path; empty when there is none. */
    static String text(Obj root, String... path) {
        return Review.at(root, path) instanceof Str s ? s.text() : "";
    }

    static Optional<Obj> object(Obj request, String field) {
        return request.get(field) instanceof Obj o ? Optional.of(o) : Optional.empty();
    }

    static Optional<Operation> operation(Obj request) {
        String text = text(request, "operation");
        for (Operation operation : Operation.values()) {
            if (operation.name().equals(text)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /**
     * The object must be of the request's kind: otherwise rules would be asked about one kind and read another. Options of a
     * subresource carry a kind of their own, which then is the request's.
     */
    static Optional<String> objectFault(Obj request, String field, Gvk gvk) {
        Value value = request.get(field);
        if (value == null || value instanceof Null) {
            return Optional.empty();
        }
        if (!(value instanceof Obj object)) {
            return Optional.of("request." + field + " must be an object or null");
        }
        boolean agrees =
                text(object, "apiVersion").equals(gvk.apiVersion())
                        && text(object, "kind").equals(gvk.kind());
        return agrees
                ? Optional.empty()
                : Optional.of("request." + field + " is not of the kind that request.kind names");
    }
}
