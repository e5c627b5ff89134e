package dev.meshwarden.webhook.audit;

import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.seal.Hash;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Digest and size of an object. The digest leaves out what the API server sets after us, so that it can be compared with the object that was stored. */
final class ObjectDigest {
    private static final List<Str> SERVER_SET =
            List.of(Str.of("managedFields"), Str.of("resourceVersion"), Str.of("generation"));

    private ObjectDigest() {}

    /** Base64 of SHA-256 over the canonical JSON without managedFields, resourceVersion, generation and status. */
    static String of(Obj object) {
        Obj kept = object.without(Str.of("status"));
        if (kept.get("metadata") instanceof Obj metadata) {
            for (Str field : SERVER_SET) {
                metadata = metadata.without(field);
            }
            kept = kept.with("metadata", metadata);
        }
        return Hash.of(JsonWriter.toJson(kept).getBytes(StandardCharsets.UTF_8)).base64();
    }

    /** As JSON without spaces, the whole of it. */
    static long bytes(Obj object) {
        return JsonWriter.toJson(object).getBytes(StandardCharsets.UTF_8).length;
    }
}
