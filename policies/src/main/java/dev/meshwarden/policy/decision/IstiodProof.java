package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/**
 * The object with which istiod finds out, in a dry run, that its own validation is being asked: an empty Gateway that istiod's webhook
 * always refuses. Were it refused here, istiod would take our denial for its own and close its gate too early, so exactly this object
 * passes without any rule being asked; and because it is never stored, letting it pass lets nothing in.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/webhooks/validation/controller/controller.go">istio, validation controller</a>
 */
final class IstiodProof {
    private static final String NAME = "invalid-gateway";
    private static final String MARK = "internal.istio.io/webhook-always-reject";
    private static final String REVISION = "istio.io/rev";

    private IstiodProof() {}

    static boolean is(Review review) {
        return review.dryRun()
                && review.operation() == Operation.CREATE
                && review.subResource().isEmpty()
                && review.gvk().group().equals("networking.istio.io")
                && review.gvk().kind().equals("Gateway")
                && review.object().filter(IstiodProof::is).isPresent();
    }

    private static boolean is(Obj object) {
        return Review.at(object, "metadata", "name") instanceof Str name
                && name.text().equals(NAME)
                && Review.at(object, "metadata", "annotations") instanceof Obj marks
                && marks.size() == 1
                && marks.get(MARK) instanceof Str mark
                && mark.text().equals("true")
                && isEmptyOr(object, "", "spec")
                && isEmptyOr(object, REVISION, "metadata", "labels");
    }

    /** Nothing at the path, or an object with at most this field. */
    private static boolean isEmptyOr(Obj object, String field, String... path) {
        return switch (Review.at(object, path)) {
            case null -> true;
            case Obj o -> o.size() == 0 || (o.size() == 1 && o.get(field) != null);
            case Value _ -> false;
        };
    }
}
