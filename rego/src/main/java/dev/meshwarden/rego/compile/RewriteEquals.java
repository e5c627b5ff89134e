package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;

/**
 * Makes {@code ==} and what {@code :=} left behind plain unifications: once a body is in order, all three do the same. After {@link CheckSafetyRuleBodies}, which must tell
 * them apart. A query keeps {@code ==}: there its answer is shown.
 */
final class RewriteEquals implements Stage {
    @Override
    public void run(Draft draft) {
        var change = new Change(true);
        for (ModuleDraft module : draft.modules) {
            module.eachBranch(rule -> rule.body = change.body(rule.body));
        }
    }

    /** The change, for any tree. */
    static final class Change extends TreeChange {
        private final boolean equal;

        /**
         * @param equal whether {@code ==} changes too
         */
        Change(boolean equal) {
            this.equal = equal;
        }

        @Override
        Form form(Form form) {
            Form changed = super.form(form);
            return changed instanceof Form.CallForm call
                            && call.args().size() == 2
                            && (Unifying.isAssigned(call)
                                    || equal && call.operator().isName("equal"))
                    ? new Form.CallForm(Ref.of("eq", call.operator().at()), call.args(), call.at())
                    : changed;
        }
    }
}
