package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;

import java.util.ArrayList;
import java.util.List;

/**
 * The account of the replicas and what it may do: no more than the program does, held so by a test against the API server's own audit
 * log. By name wherever RBAC can; no wildcard, no list of other Secrets, no impersonation, no exec.
 */
final class AccessRights {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String VALIDATING = "validatingwebhookconfigurations";
    private static final String MUTATING = "mutatingwebhookconfigurations";

    private AccessRights() {}

    static List<HasMetadata> of(InstallOptions options) {
        Subject account = new Subject("", "ServiceAccount", Naming.NAME, options.namespace());
        return List.of(
                new ServiceAccountBuilder()
                        .withMetadata(Naming.named(Naming.NAME, options))
                        .withAutomountServiceAccountToken(false)
                        .build(),
                new ClusterRoleBuilder()
                        .withMetadata(Naming.named(Naming.NAME))
                        .withRules(clusterRules(options))
                        .build(),
                new ClusterRoleBindingBuilder()
                        .withMetadata(Naming.named(Naming.NAME))
                        .withRoleRef(new RoleRef(RBAC, "ClusterRole", Naming.NAME))
                        .withSubjects(account)
                        .build(),
                new RoleBuilder()
                        .withMetadata(Naming.named(Naming.NAME, options))
                        .withRules(namespaceRules())
                        .build(),
                new RoleBindingBuilder()
                        .withMetadata(Naming.named(Naming.NAME, options))
                        .withRoleRef(new RoleRef(RBAC, "Role", Naming.NAME))
                        .withSubjects(account)
                        .build());
    }

    /** The webhook configurations; and, to be their owner, what goes when they go. */
    private static List<PolicyRule> clusterRules(InstallOptions options) {
        String[] verbs =
                switch (options.registration()) {
                    case MANAGED -> new String[] {"get", "watch", "update", "delete"};
                    case EXTERNAL -> new String[] {"get", "watch", "patch"};
                };
        String group = "admissionregistration.k8s.io";
        List<PolicyRule> rules = new ArrayList<>();
        rules.add(rule(group, VALIDATING, List.of("meshwarden"), verbs));
        rules.add(rule(group, MUTATING, List.of("meshwarden-mutate"), verbs));
        if (options.registration() == InstallOptions.Registration.MANAGED) {
            // RBAC cannot limit a creation by name.
            rules.add(
                    new PolicyRuleBuilder()
                            .withApiGroups(group)
                            .withResources(VALIDATING, MUTATING)
                            .withVerbs("create")
                            .build());
            rules.add(rule(RBAC, "clusterroles", List.of(Naming.NAME), "get"));
            rules.add(rule("", "namespaces", List.of(options.namespace()), "get"));
        }
        return rules;
    }

    /** The CA's Secret, the leader's Lease, and whether we are being removed. */
    private static List<PolicyRule> namespaceRules() {
        return List.of(
                rule("", "secrets", List.of("meshwarden-ca"), "get", "update"),
                rule("coordination.k8s.io", "leases", List.of("meshwarden-leader"), "get", "patch"),
                rule("apps", "statefulsets", List.of(Naming.NAME), "get"),
                rule("", "secrets", List.of(), "create"),
                rule("coordination.k8s.io", "leases", List.of(), "create"),
                // The canary, as a dry run only.
                rule("", "configmaps", List.of(), "create"));
    }

    private static PolicyRule rule(
            String group, String resource, List<String> names, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withResourceNames(names)
                .withVerbs(verbs)
                .build();
    }
}
