package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.review.Gvk;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

/** What was asked, by whom, and digest and size of the objects: {@code uid}, {@code req}, {@code who}, {@code obj}. */
final class RequestFields {
    private RequestFields() {}

    static void put(Obj.Builder fields, Review review) {
        Obj request = review.request();
        fields.put("uid", review.uid());
        Obj.Builder req =
                Obj.builder(16)
                        .put("op", review.operation().name())
                        .put("dry_run", Bool.of(review.dryRun()))
                        .put("gvk", gvk(review.gvk()))
                        .put("ns", review.namespace())
                        .put("name", review.name());
        if (request.get("resource") instanceof Obj resource) {
            req.put(
                    "gvr",
                    Fields.texts(
                            "g", Fields.text(resource, "group"),
                            "v", Fields.text(resource, "version"),
                            "r", Fields.text(resource, "resource")));
        }
        Fields.putUnlessEmpty(req, "sub", review.subResource());
        if (request.get("requestKind") instanceof Obj original) {
            var asked =
                    new Gvk(
                            Fields.text(original, "group"),
                            Fields.text(original, "version"),
                            Fields.text(original, "kind"));
            if (!asked.equals(review.gvk())) {
                req.put("orig_gvk", gvk(asked));
            }
        }
        Fields.putUnlessEmpty(req, "generate_name", review.text("metadata", "generateName"));
        Fields.putUnlessEmpty(req, "object_uid", review.text("metadata", "uid"));
        if (Review.at(request, "options", "fieldManager") instanceof Str manager) {
            Fields.putUnlessEmpty(req, "field_manager", manager.text());
        }
        fields.put("req", req.build());
        review.user().ifPresent(u -> fields.put("who", who(u, request)));
        Obj.Builder objects = Obj.builder(4);
        review.object()
                .ifPresent(o ->
                        objects.put("new", ObjectDigest.of(o))
                                .put("bytes_new", Num.of(ObjectDigest.bytes(o))));
        review.oldObject()
                .ifPresent(o ->
                        objects.put("old", ObjectDigest.of(o))
                                .put("bytes_old", Num.of(ObjectDigest.bytes(o))));
        fields.put("obj", objects.build());
    }

    /** Of {@code extra} the keys only: the values may be anything. */
    private static Obj who(User user, Obj request) {
        Obj.Builder who =
                Obj.builder(4)
                        .put("user", user.name())
                        .put("groups", Fields.strings(user.groups()));
        Fields.putUnlessEmpty(who, "uid", user.uid());
        if (Review.at(request, "userInfo", "extra") instanceof Obj extra && extra.size() > 0) {
            who.put("extra_keys", extra.keys().toArray());
        }
        return who.build();
    }

    private static Obj gvk(Gvk gvk) {
        return Fields.texts("g", gvk.group(), "v", gvk.version(), "k", gvk.kind());
    }
}
