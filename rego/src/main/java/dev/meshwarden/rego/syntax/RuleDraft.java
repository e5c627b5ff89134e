package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule as read, with what v1 would find wrong with how it is written. Whether the module is held to v1 is known only at its end,
 * since an import may stand behind the rule.
 */
record RuleDraft(Rule rule, List<Diagnostic> faultsInV1) {
    RuleDraft {
        faultsInV1 = List.copyOf(faultsInV1);
    }

    /**
     * How a rule was written.
     *
     * @param hasIf the word {@code if} stands before the body
     * @param hasContains the word {@code contains} stands before the key
     * @param bodiless nobody wrote a body
     * @param valueless nobody wrote a value, and {@code true} is assumed
     */
    record Manner(boolean hasIf, boolean hasContains, boolean bodiless, boolean valueless) {}

    /** A rule and the drafts of the else branches that it already holds. */
    static RuleDraft of(Rule rule, Manner manner, List<Diagnostic> faultsOfElse) {
        var faults = new ArrayList<Diagnostic>();
        String what = rule.isFunction() ? "function" : "rule";
        String name = rule.head().name();
        if (rule.ref().path().isEmpty() && Language.isKeywordOf(name, RegoVersion.V1)) {
            add(faults, rule, name + " keyword cannot be used for rule name");
        }
        if (manner.bodiless && manner.valueless) {
            add(faults, rule, what + " must have value assignment and/or body declaration");
        }
        if (!manner.bodiless && !manner.hasIf && !rule.isDefault()) {
            add(faults, rule, "`if` keyword is required before " + what + " body");
        }
        if (rule.head().isMultiValue() && !manner.hasContains) {
            add(faults, rule, "`contains` keyword is required for partial set rules");
        }
        faults.addAll(faultsOfElse);
        return new RuleDraft(rule, faults);
    }

    private static void add(List<Diagnostic> faults, Rule rule, String message) {
        faults.add(new Diagnostic(Code.PARSE, message, rule.at()));
    }
}
