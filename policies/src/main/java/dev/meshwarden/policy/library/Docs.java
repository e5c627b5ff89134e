package dev.meshwarden.policy.library;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Obj;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Builds the metadata of a Java rule; what Rego rules write as METADATA. */
public final class Docs {
    /** Every group of Istio's that a cluster serves. */
    public static final List<String> ISTIO_GROUPS =
            List.of(
                    "security.istio.io",
                    "networking.istio.io",
                    "telemetry.istio.io",
                    "extensions.istio.io");

    private final String id;
    private final Severity severity;
    private final String title;
    private final String looksFor;
    private final String fix;
    private final List<RuleDoc.KindMatch> kinds = new ArrayList<>();
    private final List<RuleDoc.Clause> clauses = new ArrayList<>();
    private Set<Operation> operations = Set.of(Operation.CREATE, Operation.UPDATE);
    private EnforcementAction action = EnforcementAction.DENY;
    private Obj parameters = Obj.EMPTY;

    private Docs(String id, Severity severity, String title, String looksFor, String fix) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.looksFor = looksFor;
        this.fix = fix;
    }

    public static Docs rule(
            String id, Severity severity, String title, String looksFor, String fix) {
        return new Docs(id, severity, title, looksFor, fix);
    }

    public Docs kinds(String group, String... names) {
        kinds.add(new RuleDoc.KindMatch(List.of(group), List.of(names)));
        return this;
    }

    /** Every kind of Istio's. */
    public Docs istioKinds() {
        kinds.add(new RuleDoc.KindMatch(ISTIO_GROUPS, List.of("*")));
        return this;
    }

    /** Pods and what makes them. */
    public Docs workloads() {
        return kinds("", "Pod")
                .kinds("apps", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
                .kinds("batch", "Job", "CronJob");
    }

    public Docs operations(Operation... all) {
        operations = Set.of(all);
        return this;
    }

    public Docs action(EnforcementAction strongest) {
        action = strongest;
        return this;
    }

    public Docs clause(String letter, EnforcementAction does, RuleDoc.Need... needs) {
        clauses.add(new RuleDoc.Clause(letter, does, List.of(needs)));
        return this;
    }

    public Docs parameters(Obj defaults) {
        parameters = defaults;
        return this;
    }

    public RuleDoc build() {
        return new RuleDoc(
                id,
                title,
                looksFor,
                fix,
                severity,
                action,
                kinds,
                operations,
                clauses,
                List.of(),
                parameters,
                page(id));
    }

    /** A violation of a rule at its clause's action. */
    public static Violation violation(RuleDoc doc, String clause, String message, Node at) {
        EnforcementAction does =
                doc.clauses().stream()
                        .filter(c -> c.letter().equals(clause))
                        .map(RuleDoc.Clause::action)
                        .findFirst()
                        .orElse(doc.action());
        return violation(doc, clause, does, message, at.pointer());
    }

    public static Violation violation(
            RuleDoc doc, String clause, EnforcementAction does, String message, String pointer) {
        return new Violation(
                doc.id(), clause, doc.severity(), does, message, doc.fix(), pointer, Obj.EMPTY);
    }

    private static String page(String id) {
        String folder = id.toLowerCase(Locale.ROOT);
        String resource = "/dev/meshwarden/policy/pack/" + folder + "/" + folder + ".md";
        try (InputStream in = Docs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("bug: rule " + id + " has no page " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
