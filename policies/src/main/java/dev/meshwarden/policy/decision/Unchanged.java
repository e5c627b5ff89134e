package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Optional;

/** Updates that change nothing rules look at: everything but {@code status} and {@code metadata}, of which labels and annotations count. */
final class Unchanged {
    private Unchanged() {}

    static boolean is(Review review) {
        if (review.operation() != Operation.UPDATE) {
            return false;
        }
        Optional<Obj> old = review.oldObject();
        Optional<Obj> now = review.object();
        return old.isPresent()
                && now.isPresent()
                && content(old.get()).equals(content(now.get()))
                && meta(old.get(), "labels").equals(meta(now.get(), "labels"))
                && meta(old.get(), "annotations").equals(meta(now.get(), "annotations"));
    }

    private static Obj content(Obj object) {
        return object.without(Str.of("metadata")).without(Str.of("status"));
    }

    private static Value meta(Obj object, String field) {
        return Review.at(object, "metadata", field) instanceof Obj o ? o : Obj.EMPTY;
    }
}
