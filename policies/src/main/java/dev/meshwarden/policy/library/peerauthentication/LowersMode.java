package dev.meshwarden.policy.library.peerauthentication;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.mesh.ModeChanges;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * MW-MTLS-008: a change that lowers the mode in force. With the cluster the modes of every workload before and after the change are
 * compared (clause a); without it the written modes of the object are (clause b). With the cluster only clause a decides.
 */
public final class LowersMode implements Rule {
    private static final int EXAMPLES = 5;
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-MTLS-008",
                            Severity.CRITICAL,
                            "Change lowers the effective mTLS mode",
                            "A change or deletion of a PeerAuthentication after which some workload"
                                    + " accepts what it refused before.",
                            "Create the replacement policy first, or request break-glass.")
                    .kinds("security.istio.io", "PeerAuthentication")
                    .operations(Operation.CREATE, Operation.UPDATE, Operation.DELETE)
                    .clause(
                            "a",
                            EnforcementAction.DENY,
                            new Need.Mesh("security.istio.io/PeerAuthentication"))
                    .clause("b", EnforcementAction.DENY)
                    .parameters(
                            Obj.builder(2)
                                    .put("loweringAllowedNamespaces", Array.EMPTY)
                                    .put("maxExamples", Num.of(EXAMPLES))
                                    .build())
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        if (question.mesh().isEmpty()) {
            var open =
                    new Answer.OpenClause(
                            "a",
                            new Unchecked.NeedsMesh(
                                    List.of("security.istio.io/PeerAuthentication")));
            return new Answer.Checked(fromTheObject(question, subject), List.of(), List.of(open));
        }
        return new Answer.Checked(
                subject.namespaceTerminates()
                        ? List.of()
                        : fromTheMesh(question, question.mesh().get(), subject),
                List.of(),
                List.of());
    }

    private static List<Violation> fromTheMesh(Question question, MeshView mesh, Subject subject) {
        List<ModeChanges.Lowered> lowered =
                ModeChanges.lowered(
                        mesh,
                        subject.applied(mesh),
                        subject.setting("rootNamespace", "istio-system"),
                        subject.settings("gatewayPodSelectors"));
        if (lowered.isEmpty()
                || subject.parameters("loweringAllowedNamespaces").contains(subject.namespace())) {
            return List.of();
        }
        ModeChanges.Lowered first = lowered.getFirst();
        String message =
                "%s of %s lowers mTLS for %d workload port(s), e.g. %s:%s %s to %s."
                        .formatted(
                                question.review().operation(),
                                subject.fullName(),
                                lowered.size(),
                                name(first),
                                first.port(),
                                first.before(),
                                first.after());
        return List.of(
                new Violation(
                        DOC.id(),
                        "a",
                        DOC.severity(),
                        EnforcementAction.DENY,
                        message,
                        DOC.fix(),
                        "",
                        details(lowered, question.parameters())));
    }

    /** How many ports fall, and the first of them. */
    private static Obj details(List<ModeChanges.Lowered> lowered, Obj parameters) {
        long most = parameters.get("maxExamples") instanceof Num n ? n.longOr(EXAMPLES) : EXAMPLES;
        List<Value> examples = new ArrayList<>();
        for (ModeChanges.Lowered l : lowered.subList(0, Math.clamp(most, 0, lowered.size()))) {
            examples.add(
                    Obj.builder(4)
                            .put("workload", Str.of(name(l)))
                            .put("port", Str.of(l.port()))
                            .put("before", Str.of(l.before().toString()))
                            .put("after", Str.of(l.after().toString()))
                            .build());
        }
        return Obj.builder(2)
                .put("count", Num.of(lowered.size()))
                .put("examples", Array.of(examples.toArray(Value[]::new)))
                .build();
    }

    private static String name(ModeChanges.Lowered lowered) {
        return lowered.workload().namespace() + "/" + lowered.workload().name();
    }

    private static List<Violation> fromTheObject(Question question, Subject subject) {
        return switch (question.review().operation()) {
            case DELETE -> deletion(subject);
            case UPDATE -> update(subject);
            case CREATE, CONNECT -> List.of();
        };
    }

    private static List<Violation> deletion(Subject subject) {
        boolean meshWideStrict =
                subject.inRootNamespace()
                        && !subject.selectsWorkloads()
                        && subject.spec().at("mtls", "mode").is("STRICT");
        if (!meshWideStrict || subject.namespaceTerminates()) {
            return List.of();
        }
        String message =
                "DELETE of %s lowers /spec/mtls/mode from STRICT to PERMISSIVE."
                        .formatted(subject.fullName());
        return List.of(Docs.violation(DOC, "b", EnforcementAction.DENY, message, ""));
    }

    private static List<Violation> update(Subject subject) {
        boolean ignored = subject.before().at("spec", "selector", "matchLabels").isPopulated();
        if (subject.inRootNamespace() && ignored) {
            return List.of(); // no proxy ever read it (MW-MTLS-005)
        }
        Map<String, String> before =
                written(subject.before().field("spec"), subject.inRootNamespace());
        Map<String, String> after = written(subject.spec(), subject.inRootNamespace());
        List<Violation> found = new ArrayList<>();
        Set<String> places = new TreeSet<>(before.keySet());
        places.addAll(after.keySet());
        for (String place : places) {
            String was = before.getOrDefault(place, before.getOrDefault("", ""));
            String is = after.getOrDefault(place, after.getOrDefault("", ""));
            if (!was.isEmpty() && !is.isEmpty() && rank(is) < rank(was)) {
                String path =
                        place.isEmpty()
                                ? "/spec/mtls/mode"
                                : "/spec/portLevelMtls/" + Node.escape(place) + "/mode";
                found.add(
                        Docs.violation(
                                DOC,
                                "b",
                                EnforcementAction.DENY,
                                "UPDATE of %s lowers %s from %s to %s."
                                        .formatted(subject.fullName(), path, was, is),
                                path));
            }
        }
        return found;
    }

    /** Written modes: the object's own under the empty name, each port's under the port. UNSET and absent are not written. */
    private static Map<String, String> written(Node spec, boolean meshLevel) {
        Map<String, String> modes = new LinkedHashMap<>();
        String own = spec.at("mtls", "mode").text();
        if (own.isEmpty() || own.equals("UNSET")) {
            if (meshLevel) {
                modes.put("", "PERMISSIVE");
            }
        } else {
            modes.put("", own);
        }
        for (Node.Member port : spec.field("portLevelMtls").members()) {
            String mode = port.node().field("mode").text();
            if (!mode.isEmpty() && !mode.equals("UNSET")) {
                modes.put(port.name(), mode);
            }
        }
        return modes;
    }

    private static int rank(String mode) {
        return switch (mode) {
            case "DISABLE" -> 0;
            case "PERMISSIVE" -> 1;
            default -> 2;
        };
    }
}
