package dev.meshwarden.policy.regorule;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What policies see as {@code data}: {@code mesh.settings}, and {@code mesh.objects} where there is a cluster. Kept until settings or
 * mesh are other ones, because the mesh is large and the same for every rule and most reviews.
 *
 * <p>Threading: one volatile reference to an immutable snapshot; threads that miss it at once each make their own.
 */
final class DataDocuments {
    private volatile @Nullable Snapshot last;

    private record Snapshot(Obj settings, Optional<MeshView> mesh, Obj data) {
        boolean isOf(Question question) {
            return settings == question.settings()
                    && mesh.isPresent() == question.mesh().isPresent()
                    && (mesh.isEmpty() || mesh.get() == question.mesh().get());
        }
    }

    Obj of(Question question) {
        Snapshot kept = last;
        if (kept != null && kept.isOf(question)) {
            return kept.data();
        }
        var made =
                new Snapshot(
                        question.settings(),
                        question.mesh(),
                        Obj.of("mesh", mesh(question.settings(), question.mesh())));
        last = made;
        return made.data();
    }

    private static Obj mesh(Obj settings, Optional<MeshView> mesh) {
        Obj known = Obj.of("settings", settings);
        return mesh.map(m -> known.with("objects", m.asData())).orElse(known);
    }
}
