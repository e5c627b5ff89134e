package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

import java.util.Map;

/** Names and labels that the objects of an installation share. */
final class Naming {
    static final String NAME = "meshwarden";

    /** What a pod of ours is known by; never changes, since a StatefulSet's selector cannot. */
    static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", NAME);

    /** Keeps a sidecar and the ambient mesh away: the API server is no mesh client, and STRICT would cut it off. */
    static final Map<String, String> OUTSIDE_THE_MESH =
            Map.of("sidecar.istio.io/inject", "false", "istio.io/dataplane-mode", "none");

    private Naming() {}

    /** Of an object of the cluster. */
    static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withLabels(SELECTOR).build();
    }

    /** Of an object of the installation's namespace. */
    static ObjectMeta named(String name, InstallOptions options) {
        return new ObjectMetaBuilder(named(name)).withNamespace(options.namespace()).build();
    }
}
