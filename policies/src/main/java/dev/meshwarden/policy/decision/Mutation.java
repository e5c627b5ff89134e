package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.decision.PatchRecord.Fate;
import dev.meshwarden.policy.patch.Application;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.patch.PatchGate;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the patches of one review one after the other, each to the result of the one before, and asks each patch's own rule about
 * the result.
 *
 * <p>Threading: confined to the review's thread.
 */
final class Mutation {
    private final Review review;
    private final Asker asker;
    private Obj object;
    private int ops;
    private final List<PatchRecord> records = new ArrayList<>();

    Mutation(Review review, Asker asker) {
        this.review = review;
        this.asker = asker;
        this.object = review.object().orElse(Obj.EMPTY);
    }

    /** Applies a rule's patch, or records why not. */
    void apply(String rule, List<Rule> parts, Obj parameters, Patch patch) {
        switch (PatchGate.apply(object, patch, ops)) {
            case Application.Refused(_, var reason) -> record(rule, patch, Fate.DROPPED, reason);
            case Application.Applied(var result) -> {
                Obj changed = (Obj) result;
                Optional<String> bug = bug(rule, parts, parameters, patch, changed);
                if (bug.isPresent()) {
                    record(rule, patch, Fate.DROPPED, bug.get());
                } else {
                    object = changed;
                    ops += patch.ops().size();
                    record(rule, patch, Fate.APPLIED, "");
                }
            }
        }
    }

    /** A patch must repair: its rule finds less wrong afterwards, and does not propose it again. */
    private Optional<String> bug(
            String rule, List<Rule> parts, Obj parameters, Patch patch, Obj changed) {
        List<Answer.Checked> before = checked(parts, parameters, object);
        List<Answer.Checked> after = checked(parts, parameters, changed);
        if (after.stream().flatMap(c -> c.patches().stream()).anyMatch(patch::equals)) {
            return Optional.of("bug: " + rule + " proposes the patch again after it was applied");
        }
        long had = before.stream().mapToLong(c -> c.violations().size()).sum();
        long has = after.stream().mapToLong(c -> c.violations().size()).sum();
        return has > 0 && has >= had
                ? Optional.of("bug: the patched object still violates " + rule)
                : Optional.empty();
    }

    private List<Answer.Checked> checked(List<Rule> parts, Obj parameters, Obj about) {
        List<Answer.Checked> found = new ArrayList<>();
        for (Asker.Asked asked : asker.ask(parts, review.withObject(about), parameters)) {
            if (asked.answer() instanceof Answer.Checked c) {
                found.add(c);
            }
        }
        return found;
    }

    private void record(String rule, Patch patch, Fate fate, String reason) {
        records.add(new PatchRecord(rule, patch, fate, reason));
    }

    List<PatchRecord> records() {
        return records;
    }

    /** The object after the applied patches; empty when none was. */
    Optional<Obj> result() {
        return ops == 0 ? Optional.empty() : Optional.of(object);
    }
}
