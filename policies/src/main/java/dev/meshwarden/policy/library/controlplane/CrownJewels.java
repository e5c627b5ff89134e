package dev.meshwarden.policy.library.controlplane;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** MW-GOV-008: software with the host's powers beside the control plane, and its CA and multicluster Secrets. */
public final class CrownJewels implements Rule {
    private static final Set<String> CA_SECRETS = Set.of("cacerts", "istio-ca-secret");
    private static final List<String> CONTROL_PLANE =
            List.of("istiod", "ztunnel", "istio-cni-node", "istio-cni");
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-GOV-008",
                            Severity.CRITICAL,
                            "Crown jewels of the root namespace",
                            "A workload with the host's powers in the root namespace, or its CA and"
                                    + " multicluster Secrets changed by somebody else.",
                            "Keep other software out of the root namespace.")
                    .kinds("", "Secret")
                    .workloads()
                    .operations(Operation.CREATE, Operation.UPDATE, Operation.DELETE)
                    .clause("a", EnforcementAction.DENY)
                    .clause(
                            "b",
                            EnforcementAction.DENY,
                            new RuleDoc.Need.User(),
                            new RuleDoc.Need.Setting("meshAdmins"))
                    .clause("c", EnforcementAction.DENY)
                    .parameters(Obj.of("rootWorkloadExceptions", Array.EMPTY))
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        if (!subject.inRootNamespace()) {
            return Answer.CLEAN;
        }
        List<Violation> found = new ArrayList<>();
        List<Answer.OpenClause> open = new ArrayList<>();
        boolean deletes = question.review().operation() == Operation.DELETE;
        if (subject.kind().equals("Secret")) {
            secret(subject, deletes, found, open);
        } else if (!Templates.judgedAtOwner(subject) && !excepted(subject)) {
            if (!deletes) {
                hostAccess(subject, found);
            }
            writer(subject, found, open);
        }
        return new Answer.Checked(found, List.of(), open);
    }

    private static boolean excepted(Subject subject) {
        String name = subject.object().at("metadata", "name").text();
        return CONTROL_PLANE.contains(name)
                || subject.settings("revisions").stream().anyMatch(r -> name.equals("istiod-" + r))
                || subject.parameters("rootWorkloadExceptions").contains(name);
    }

    private static void hostAccess(Subject subject, List<Violation> found) {
        Node spec = Templates.pod(subject).field("spec");
        for (String power : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (spec.field(power).isTrue()) {
                found.add(violation(subject, "a", "it has " + power, spec.field(power)));
            }
        }
        for (Node volume : spec.field("volumes").items()) {
            if (volume.field("hostPath").isPopulated()) {
                found.add(
                        violation(
                                subject,
                                "a",
                                "it mounts "
                                        + volume.at("hostPath", "path").text()
                                        + " of the host",
                                volume.field("hostPath")));
            }
        }
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            for (Node container : spec.field(list).items()) {
                Node privileged = container.at("securityContext", "privileged");
                if (privileged.isTrue()) {
                    found.add(
                            violation(
                                    subject,
                                    "a",
                                    "container "
                                            + container.field("name").text()
                                            + " is privileged",
                                    privileged));
                }
            }
        }
    }

    /** Once the mesh's administrators are named, nobody else writes workloads there. */
    private static void writer(
            Subject subject, List<Violation> found, List<Answer.OpenClause> open) {
        if (!subject.settings("meshAdmins").isEmpty() && subject.hasUser() && isStranger(subject)) {
            found.add(
                    violation(
                            subject,
                            "a",
                            subject.userName() + " is no mesh administrator",
                            subject.object()));
        } else if (!subject.hasUser() || subject.settings("meshAdmins").isEmpty()) {
            open.add(new Answer.OpenClause("a", missing(subject)));
        }
    }

    private static void secret(
            Subject subject, boolean deletes, List<Violation> found, List<Answer.OpenClause> open) {
        boolean multicluster = isMulticluster(subject.object());
        boolean was = isMulticluster(subject.before());
        if (!multicluster
                && !was
                && !CA_SECRETS.contains(subject.object().at("metadata", "name").text())) {
            return;
        }
        if (!subject.settings("meshAdmins").isEmpty() && subject.hasUser()) {
            if (isStranger(subject)) {
                found.add(
                        violation(
                                subject,
                                "b",
                                subject.userName() + " is no mesh administrator",
                                subject.object()));
            }
        } else {
            open.add(new Answer.OpenClause("b", missing(subject)));
        }
        if (multicluster && !deletes) {
            for (Node.Member entry : subject.object().field("data").members()) {
                kubeconfig(subject, entry.node(), decoded(entry.node().text()), found);
            }
            for (Node.Member entry : subject.object().field("stringData").members()) {
                kubeconfig(subject, entry.node(), entry.node().text(), found);
            }
        }
    }

    private static boolean isMulticluster(Node secret) {
        return secret.at("metadata", "labels", "istio/multiCluster").is("true");
    }

    private static void kubeconfig(Subject subject, Node at, String text, List<Violation> found) {
        Node config;
        try {
            config = Node.of(YamlReader.read(text));
        } catch (MalformedText _) {
            return; // no kubeconfig: istiod ignores it
        }
        for (Node user : config.field("users").items()) {
            Node how = user.field("user");
            for (String field : List.of("exec", "tokenFile", "client-certificate", "client-key")) {
                if (how.field(field).isPopulated()) {
                    found.add(violation(subject, "c", "its kubeconfig uses " + field, at));
                }
            }
            String provider = how.at("auth-provider", "name").text();
            if (!provider.isEmpty() && !provider.equals("oidc")) {
                found.add(
                        violation(
                                subject, "c", "its kubeconfig uses auth-provider " + provider, at));
            }
        }
        for (Node cluster : config.field("clusters").items()) {
            if (cluster.at("cluster", "insecure-skip-tls-verify").isTrue()) {
                found.add(violation(subject, "c", "its kubeconfig skips TLS verification", at));
            }
            if (cluster.at("cluster", "certificate-authority").isPopulated()) {
                found.add(
                        violation(
                                subject, "c", "its kubeconfig uses a file based certificate", at));
            }
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return ""; // the API server refuses it
        }
    }

    private static Unchecked missing(Subject subject) {
        return subject.hasUser()
                ? new Unchecked.NeedsSetting("meshAdmins")
                : new Unchecked.NeedsUser();
    }

    private static boolean isStranger(Subject subject) {
        return !subject.userIsIn(subject.settings("meshAdmins")) && !subject.userIsSystem();
    }

    private static Violation violation(Subject subject, String clause, String reason, Node at) {
        String name = subject.object().at("metadata", "name").text();
        return Docs.violation(
                DOC,
                clause,
                "%s %s in the root namespace: %s.".formatted(subject.kind(), name, reason),
                at);
    }
}
