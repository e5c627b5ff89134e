package dev.meshwarden.policy.review;

import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * One admission request.
 *
 * @param request the AdmissionRequest as sent, whole; what policies see as {@code input.request}
 * @param namespace the request's namespace; empty for cluster-scoped objects
 * @param name the object's name; on CREATE it may be empty and stand in the object only
 * @param object the object after the request; empty on DELETE
 * @param oldObject the object before; empty on CREATE
 * @param user empty when no user was given, which is not the anonymous user
 * @param now read once for everything that this review leads to
 */
public record Review(
        Obj request,
        String uid,
        Phase phase,
        Gvk gvk,
        String resource,
        String subResource,
        String namespace,
        String name,
        Operation operation,
        Optional<Obj> object,
        Optional<Obj> oldObject,
        Optional<User> user,
        boolean dryRun,
        Instant now) {

    /** The object judged: the new one, on DELETE the old one; empty when the request carries neither. */
    public Obj subject() {
        return object.or(this::oldObject).orElse(Obj.EMPTY);
    }

    /** A string at a path of {@link #subject}; empty when there is none. */
    public String text(String... path) {
        return at(subject(), path) instanceof Str s ? s.text() : "";
    }

    /** The value at a path of object fields; null when any of them is missing. */
    public static @Nullable Value at(Value root, String... path) {
        Value here = root;
        for (String field : path) {
            Value next = here instanceof Obj o ? o.get(field) : null;
            if (next == null) {
                return null;
            }
            here = next;
        }
        return here;
    }

    /** The same request in another phase. */
    public Review inPhase(Phase other) {
        return new Review(
                request,
                uid,
                other,
                gvk,
                resource,
                subResource,
                namespace,
                name,
                operation,
                object,
                oldObject,
                user,
                dryRun,
                now);
    }

    /** The same request about another object: what mutation judges again. */
    public Review withObject(Obj changed) {
        return new Review(
                request.with("object", changed),
                uid,
                phase,
                gvk,
                resource,
                subResource,
                namespace,
                name,
                operation,
                Optional.of(changed),
                oldObject,
                user,
                dryRun,
                now);
    }
}
