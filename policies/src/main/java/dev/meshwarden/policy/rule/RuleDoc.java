package dev.meshwarden.policy.rule;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Set;

/**
 * A rule's metadata, of Rego and Java rules alike; it lives once for each id.
 *
 * @param id such as {@code MW-MTLS-001}
 * @param looksFor one sentence: what is refused
 * @param fix one sentence: what the author does about it
 * @param kinds what the rule is asked about
 * @param clauses in letter order; empty for a rule without clauses
 * @param needs what the whole rule cannot do without
 * @param parameters defaults of the parameters; a constraint's stand over them
 * @param page the rule's page, Markdown
 */
public record RuleDoc(
        String id,
        String title,
        String looksFor,
        String fix,
        Severity severity,
        EnforcementAction action,
        List<KindMatch> kinds,
        Set<Operation> operations,
        List<Clause> clauses,
        List<Need> needs,
        Obj parameters,
        String page) {
    public RuleDoc {
        kinds = List.copyOf(kinds);
        operations = Set.copyOf(operations);
        clauses = List.copyOf(clauses);
        needs = List.copyOf(needs);
    }

    /** A part of a rule whose metadata another part carries: title and texts empty, severity and action that part's concern. */
    public static RuleDoc part(
            String id,
            List<KindMatch> kinds,
            Set<Operation> operations,
            List<Clause> clauses,
            List<Need> needs) {
        return new RuleDoc(
                id,
                "",
                "",
                "",
                Severity.LOW,
                EnforcementAction.DENY,
                kinds,
                operations,
                clauses,
                needs,
                Obj.EMPTY,
                "");
    }

    /** Whether the rule is asked about this kind and operation. */
    public boolean concerns(String group, String kind, Operation operation) {
        return operations.contains(operation)
                && kinds.stream().anyMatch(k -> k.matches(group, kind));
    }

    /** Groups and kinds as Gatekeeper's {@code match.kinds} writes them; {@code *} is any. */
    public record KindMatch(List<String> apiGroups, List<String> kinds) {
        public KindMatch {
            apiGroups = List.copyOf(apiGroups);
            kinds = List.copyOf(kinds);
        }

        public boolean matches(String group, String kind) {
            return (apiGroups.contains("*") || apiGroups.contains(group))
                    && (kinds.contains("*") || kinds.contains(kind));
        }
    }

    /** One lettered clause with its own default action and needs. */
    public record Clause(String letter, EnforcementAction action, List<Need> needs) {
        public Clause {
            needs = List.copyOf(needs);
        }
    }

    /** What a rule or clause cannot do without. */
    public sealed interface Need {
        /**
         * The cluster before the request.
         *
         * @param kinds of which objects, as {@code group/Kind}; empty when the rule does not say
         */
        record Mesh(List<String> kinds) implements Need {
            public Mesh {
                kinds = List.copyOf(kinds);
            }

            public Mesh(String... kinds) {
                this(List.of(kinds));
            }
        }

        /** Who asks. */
        record User() implements Need {}

        /** A setting that is not empty. */
        record Setting(String name) implements Need {}
    }
}
