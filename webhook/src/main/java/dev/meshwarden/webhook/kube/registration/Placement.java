package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.config.ClusterConfig;
import dev.meshwarden.webhook.config.RegistrationConfig;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a configuration says beside its entries.
 *
 * @param namespace of our Service; ours alone is never registered for itself
 * @param url where the API server calls in place of the Service, without a path
 * @param bundle what the API server trusts; empty leaves the field out, for others to fill
 * @param rootNamespace of the mesh
 * @param meshConfigNames ConfigMaps of the root namespace that hold mesh settings
 * @param owner uid of the ClusterRole that takes the configurations with it
 */
public record Placement(
        String namespace,
        String service,
        int servicePort,
        Optional<String> url,
        Optional<CaBundle> bundle,
        String rootNamespace,
        List<String> meshConfigNames,
        Optional<String> owner) {
    private static final String MESH_CONFIG_RULE = "MW-GOV-005";
    private static final String NAMES = "meshConfigNames";

    public Placement {
        meshConfigNames = List.copyOf(meshConfigNames);
        if (url.isPresent() && !url.get().startsWith("https://")) {
            throw new IllegalArgumentException("the API server calls https URLs only");
        }
    }

    /**
     * As configuration and policies say it.
     *
     * @param policies whose profile knows the root namespace and what holds mesh settings in it
     */
    public static Placement of(
            ClusterConfig cluster,
            RegistrationConfig registration,
            Decider policies,
            Optional<CaBundle> bundle,
            Optional<String> owner) {
        Obj settings = policies.profile().settings();
        return new Placement(
                cluster.namespace(),
                cluster.service(),
                registration.servicePort(),
                registration.url().isEmpty() ? Optional.empty() : Optional.of(registration.url()),
                bundle,
                settings.get("rootNamespace") instanceof Str s ? s.text() : "istio-system",
                meshConfigNames(policies, settings),
                owner);
    }

    /** What the rule on mesh settings looks at: {@code istio}, one for each revision, and the names it is given. */
    private static List<String> meshConfigNames(Decider policies, Obj settings) {
        var names = new TreeSet<>(List.of("istio"));
        texts(settings.get("revisions")).forEach(revision -> names.add("istio-" + revision));
        names.addAll(texts(policies.profile().parametersOf(MESH_CONFIG_RULE).get(NAMES)));
        policies.rules()
                .find(MESH_CONFIG_RULE)
                .ifPresent(rule -> names.addAll(texts(rule.doc().parameters().get(NAMES))));
        return List.copyOf(names);
    }

    private static List<String> texts(@Nullable Value list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof Array array) {
            for (Value item : array) {
                if (item instanceof Str s) {
                    texts.add(s.text());
                }
            }
        }
        return texts;
    }
}
