package dev.meshwarden.policy.library.controlplane;

import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;

import java.util.Set;

/** Where workloads keep their pod, and which of them are judged (rule catalogue, section 1.6). */
final class Templates {
    private static final Set<String> CONTROLLERS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

    private Templates() {}

    static Node pod(Subject subject) {
        return switch (subject.kind()) {
            case "Pod" -> subject.object();
            case "CronJob" -> subject.object().at("spec", "jobTemplate", "spec", "template");
            default -> subject.object().at("spec", "template");
        };
    }

    /** A controller's copy of what was judged at its owner; an owner reference written by anyone else excuses nothing. */
    static boolean judgedAtOwner(Subject subject) {
        boolean controlled =
                subject.object().at("metadata", "ownerReferences").items().stream()
                        .anyMatch(o ->
                                o.field("controller").isTrue()
                                        && CONTROLLERS.contains(o.field("kind").text()));
        String user = subject.userName();
        boolean byController =
                !subject.hasUser()
                        || user.equals("system:kube-controller-manager")
                        || (user.startsWith("system:serviceaccount:kube-system:")
                                && user.endsWith("-controller"));
        return controlled && byController;
    }
}
