package dev.meshwarden.policy.review;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reviews out of what callers hold: an AdmissionReview as the API server sends it, or a manifest that nobody submitted yet. */
public final class Reviews {
    private static final int LONGEST_UID = 128;

    private Reviews() {}

    /**
     * The review that the API server would send about a manifest. A namespaced object without a namespace is put into
     * {@code default}, as {@code kubectl} does.
     *
     * @param object the manifest; on DELETE the object that goes
     * @param old the object before; a DELETE needs none
     * @param user empty for no user, which is not the anonymous one
     */
    public static Review ofManifest(
            Obj object, Operation operation, Optional<Obj> old, Optional<User> user, Instant now) {
        Gvk gvk = gvk(object);
        Obj placed = placed(object, gvk);
        boolean deletes = operation == Operation.DELETE;
        Optional<Obj> before =
                deletes
                        ? Optional.of(old.map(o -> placed(o, gvk)).orElse(placed))
                        : old.map(o -> placed(o, gvk));
        Optional<Obj> after = deletes ? Optional.empty() : Optional.of(placed);
        String namespace = Fields.text(placed, "metadata", "namespace");
        String name = Fields.text(placed, "metadata", "name");
        String resource = Scopes.resource(gvk.kind());

        Obj.Builder request = Obj.builder(12);
        put(request, "uid", Str.EMPTY);
        put(request, "kind", kind(gvk));
        put(request, "resource", named(gvk, "resource", resource));
        put(request, "operation", Str.of(operation.name()));
        if (!name.isEmpty()) {
            put(request, "name", Str.of(name));
        }
        if (!namespace.isEmpty()) {
            put(request, "namespace", Str.of(namespace));
        }
        user.ifPresent(u -> put(request, "userInfo", userInfo(u)));
        put(request, "object", after.<Value>map(o -> o).orElse(Null.NULL));
        put(request, "oldObject", before.<Value>map(o -> o).orElse(Null.NULL));
        put(request, "dryRun", Bool.FALSE);
        return new Review(
                request.build(),
                "",
                Phase.OFFLINE,
                gvk,
                resource,
                "",
                namespace,
                name,
                operation,
                after,
                before,
                user,
                false,
                now);
    }

    /** From an {@code admission.k8s.io/v1} AdmissionReview; bytes and their limits are the caller's concern. */
    public static Reading ofAdmissionReview(Obj review, Phase phase, Instant now) {
        if (!Fields.text(review, "apiVersion").equals("admission.k8s.io/v1")) {
            return new Reading.Refused("apiVersion must be admission.k8s.io/v1");
        }
        if (!Fields.text(review, "kind").equals("AdmissionReview")) {
            return new Reading.Refused("kind must be AdmissionReview");
        }
        if (review.get("response") instanceof Obj) {
            return new Reading.Refused(
                    "an AdmissionReview to decide has a request and no response");
        }
        return review.get("request") instanceof Obj request
                ? ofRequest(request, phase, now)
                : new Reading.Refused("request is missing");
    }

    private static Reading ofRequest(Obj request, Phase phase, Instant now) {
        String uid = Fields.text(request, "uid");
        if (uid.isEmpty() || uid.length() > LONGEST_UID) {
            return new Reading.Refused("request.uid must have 1 to " + LONGEST_UID + " characters");
        }
        Optional<Operation> operation = Fields.operation(request);
        if (operation.isEmpty()) {
            return new Reading.Refused(
                    "request.operation must be CREATE, UPDATE, DELETE or CONNECT");
        }
        Gvk gvk =
                new Gvk(
                        Fields.text(request, "kind", "group"),
                        Fields.text(request, "kind", "version"),
                        Fields.text(request, "kind", "kind"));
        String resource = Fields.text(request, "resource", "resource");
        if (gvk.kind().isEmpty() || gvk.version().isEmpty()) {
            return new Reading.Refused("request.kind must name a version and a kind");
        }
        if (resource.isEmpty()) {
            return new Reading.Refused("request.resource must name a resource");
        }
        for (String field : List.of("object", "oldObject")) {
            Optional<String> fault = Fields.objectFault(request, field, gvk);
            if (fault.isPresent()) {
                return new Reading.Refused(fault.get());
            }
        }
        return new Reading.Read(
                new Review(
                        request,
                        uid,
                        phase,
                        gvk,
                        resource,
                        Fields.text(request, "subResource"),
                        Fields.text(request, "namespace"),
                        Fields.text(request, "name"),
                        operation.get(),
                        Fields.object(request, "object"),
                        Fields.object(request, "oldObject"),
                        user(request),
                        request.get("dryRun") == Bool.TRUE,
                        now));
    }

    private static Optional<User> user(Obj request) {
        if (!(request.get("userInfo") instanceof Obj info)) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        if (info.get("groups") instanceof Array listed) {
            for (Value group : listed) {
                if (group instanceof Str s) {
                    groups.add(s.text());
                }
            }
        }
        return Optional.of(
                new User(Fields.text(info, "username"), Fields.text(info, "uid"), groups));
    }

    private static Obj userInfo(User user) {
        Obj.Builder info = Obj.builder(3);
        put(info, "username", Str.of(user.name()));
        if (!user.uid().isEmpty()) {
            put(info, "uid", Str.of(user.uid()));
        }
        put(info, "groups", Array.ofList(user.groups().stream().map(Str::of).toList()));
        return info.build();
    }

    private static Gvk gvk(Obj object) {
        return Gvk.of(Fields.text(object, "apiVersion"), Fields.text(object, "kind"));
    }

    private static Obj placed(Obj object, Gvk gvk) {
        if (!Scopes.isNamespaced(gvk)
                || !Fields.text(object, "metadata", "namespace").isEmpty()
                || !(object.get("metadata") instanceof Obj meta)) {
            return object;
        }
        return object.with("metadata", meta.with("namespace", Str.of("default")));
    }

    private static Obj kind(Gvk gvk) {
        return named(gvk, "kind", gvk.kind());
    }

    private static Obj named(Gvk gvk, String field, String value) {
        Obj.Builder b = Obj.builder(3);
        put(b, "group", Str.of(gvk.group()));
        put(b, "version", Str.of(gvk.version()));
        put(b, field, Str.of(value));
        return b.build();
    }

    private static void put(Obj.Builder builder, String key, Value value) {
        builder.put(Str.of(key), value);
    }
}
