package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the API servers of a run reach the processes of its tests: found out once, in its first cluster, by letting one call. What is found
 * is printed, in the one line that says whether the run is real.
 *
 * <p>Threading: by one thread.
 */
final class Reach {
    private static final String CONFIGURATIONS =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<Way> told;
    private final List<Way> ways;
    private Optional<Way> found = Optional.empty();

    /** A way, as the printed line names it. */
    enum Way {
        /** Through the Service, by its name. */
        A,
        /** By a URL. */
        C
    }

    /**
     * @param told of the way, once
     * @param ways to be tried, in this order
     */
    Reach(Consumer<Way> told, List<Way> ways) {
        this.told = told;
        this.ways = List.copyOf(ways);
    }

    /** Of a run against an API server of this version, which prints its line. */
    static Reach ofRun(String version, Way... ways) {
        return new Reach(
                way -> System.out.println("e2e: real kube-apiserver " + version + ", way " + way),
                List.of(ways));
    }

    /** The way in this cluster and all later ones. */
    Way in(Cluster cluster) throws Exception {
        if (found.isEmpty()) {
            found = Optional.of(first(cluster));
            told.accept(found.get());
        }
        return found.get();
    }

    private Way first(Cluster cluster) throws Exception {
        for (Way way : ways) {
            if (isCalled(cluster, way)) {
                return way;
            }
        }
        throw new IOException(
                "the API server calls nobody at "
                        + cluster.clusterIp()
                        + ":"
                        + Ports.SERVICE
                        + "; where it runs on another machine, "
                        + ForeignCluster.ADDRESS
                        + " must say how it reaches this one");
    }

    private static boolean isCalled(Cluster cluster, Way way) throws Exception {
        Api admin = cluster.admin();
        try (var webhook = SecondWebhook.start(cluster.clusterIp(), Ports.SERVICE)) {
            admin.delete(CONFIGURATIONS + "/e2e-reach");
            admin.post(CONFIGURATIONS, configuration(cluster.by(way), webhook.caBundle())).orFail();
            Eventually.holds(
                    "somebody is called by way " + way,
                    PATIENCE,
                    () -> {
                        admin.post(
                                "/api/v1/namespaces/" + Cluster.SYSTEM + "/configmaps?dryRun=All",
                                """
                                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"e2e-reach"}}\
                                """);
                        return webhook.calls() > 0;
                    });
            return true;
        } catch (AssertionError e) {
            System.err.println("e2e: " + e.getMessage());
            return false;
        } finally {
            admin.delete(CONFIGURATIONS + "/e2e-reach");
        }
    }

    private static String configuration(HandMade.Way way, String caBundle) {
        return """
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration",
         "metadata":{"name":"e2e-reach"},"webhooks":[{"name":"reach.e2e.meshwarden.io",
          "admissionReviewVersions":["v1"],"sideEffects":"None","failurePolicy":"Ignore","timeoutSeconds":1,
          "namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"%s"}},
          "clientConfig":{"caBundle":"%s",%s},
          "rules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"],"operations":["CREATE"]}]}]}\
        """
                .formatted(Cluster.SYSTEM, caBundle, way.target("/"));
    }
}
