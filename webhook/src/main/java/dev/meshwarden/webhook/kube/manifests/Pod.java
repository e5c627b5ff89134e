package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

import java.util.List;

/** One replica: the process, its volumes, its probes, and what it is not allowed. */
final class Pod {
    static final String ADMISSION = "admission";
    static final int ADMISSION_PORT = 8443;
    static final String ADMIN = "admin";
    static final int ADMIN_PORT = 9443;
    static final String DATA = "/data";
    static final String POLICIES = "/etc/meshwarden/policies";
    static final String ADMIN_TOKEN = "/etc/meshwarden/admin";

    /** Optional: what one who reads the metrics of all replicas shows. */
    static final String ADMIN_SECRET = Naming.NAME + "-admin";

    /** Not ready but still accepting, so that callers learn of it. */
    static final int ANNOUNCE_SECONDS = 15;

    /**
     * With the above a little more than the 90 s after which an API server closes a connection that it does not use. A replica without
     * others does not linger: until it has ended, nobody answers new connections.
     */
    static final int LINGER_SECONDS = 80;

    static final int FINISH_SECONDS = 10;

    /** All of them, and 15 s to seal the log. */
    static final long GRACE_SECONDS = 120;

    /** Optional: constraints, exemptions and policies of the site. */
    private static final String POLICIES_MAP = Naming.NAME + "-policies";

    private static final String CONFIG = "/etc/meshwarden/config";
    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** Asked for and allowed, so that no neighbour can take it: 70 % heap, and some 140 MiB beside it. */
    private static final Quantity MEMORY = new Quantity("512Mi");

    private static final long USER = 65_532;
    private static final long TOKEN_SECONDS = 3_600;
    private static final int READ_ONLY = 0444;

    private Pod() {}

    static PodSpec of(InstallOptions options) {
        var pod =
                new PodSpecBuilder()
                        .withServiceAccountName(Naming.NAME)
                        .withAutomountServiceAccountToken(false) // its own, short-lived, below
                        .withEnableServiceLinks(false)
                        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                        .withNewSecurityContext()
                        .withRunAsNonRoot(true)
                        .withRunAsUser(USER)
                        .withRunAsGroup(USER)
                        .withFsGroup(USER)
                        // "Always" would open the keys to the group at every start.
                        .withFsGroupChangePolicy("OnRootMismatch")
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .endSecurityContext()
                        .withContainers(container(options))
                        .withVolumes(volumes());
        if (options.overlay() == Overlay.HA) {
            pod.withPriorityClassName(Workload.PRIORITY)
                    .withTopologySpreadConstraints(
                            apart("kubernetes.io/hostname", "DoNotSchedule"),
                            apart("topology.kubernetes.io/zone", "ScheduleAnyway"));
        }
        return pod.build();
    }

    private static Container container(InstallOptions options) {
        return new ContainerBuilder()
                .withName(Naming.NAME)
                .withImage(options.image())
                .withImagePullPolicy("IfNotPresent")
                .withArgs("serve", "--config", CONFIG + "/" + Settings.FILE)
                .withEnv(
                        new EnvVarBuilder()
                                .withName("HOSTNAME") // a replica's own name
                                .withNewValueFrom()
                                .withNewFieldRef("v1", "metadata.name")
                                .endValueFrom()
                                .build())
                .withPorts(
                        new ContainerPortBuilder()
                                .withName(ADMISSION)
                                .withContainerPort(ADMISSION_PORT)
                                .build(),
                        new ContainerPortBuilder()
                                .withName(ADMIN)
                                .withContainerPort(ADMIN_PORT)
                                .build())
                .withStartupProbe(probe("/healthz", 2, 30))
                .withLivenessProbe(probe("/healthz", 10, 3))
                .withReadinessProbe(probe("/readyz", 2, 2))
                .withNewResources()
                .addToRequests("cpu", new Quantity("250m"))
                .addToRequests("memory", MEMORY)
                .addToLimits("memory", MEMORY)
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(
                        mount(Workload.VOLUME, DATA, false),
                        mount("config", CONFIG, true),
                        mount("policies", POLICIES, true),
                        mount("admin", ADMIN_TOKEN, true),
                        mount("account", ACCOUNT, true),
                        mount("tmp", "/tmp", false))
                .build();
    }

    private static Probe probe(String path, int everySeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(ADMIN))
                .withScheme("HTTPS")
                .endHttpGet()
                .withPeriodSeconds(everySeconds)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failures)
                .build();
    }

    private static List<Volume> volumes() {
        return List.of(
                new VolumeBuilder()
                        .withName("config")
                        .withNewConfigMap()
                        .withName(Settings.NAME)
                        .endConfigMap()
                        .build(),
                new VolumeBuilder()
                        .withName("policies")
                        .withNewConfigMap()
                        .withName(POLICIES_MAP)
                        .withOptional(true)
                        .endConfigMap()
                        .build(),
                new VolumeBuilder()
                        .withName("admin")
                        .withNewSecret()
                        .withSecretName(ADMIN_SECRET)
                        .withOptional(true)
                        .withDefaultMode(READ_ONLY)
                        .endSecret()
                        .build(),
                new VolumeBuilder()
                        .withName("account")
                        .withNewProjected()
                        .withDefaultMode(READ_ONLY)
                        .addNewSource()
                        .withNewServiceAccountToken()
                        .withPath("token")
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endServiceAccountToken()
                        .endSource()
                        .addNewSource()
                        .withNewConfigMap()
                        .withName("kube-root-ca.crt")
                        .addNewItem()
                        .withKey("ca.crt")
                        .withPath("ca.crt")
                        .endItem()
                        .endConfigMap()
                        .endSource()
                        .addNewSource()
                        .withNewDownwardAPI()
                        .addNewItem()
                        .withPath("namespace")
                        .withNewFieldRef("v1", "metadata.namespace")
                        .endItem()
                        .endDownwardAPI()
                        .endSource()
                        .endProjected()
                        .build(),
                new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
    }

    private static VolumeMount mount(String name, String path, boolean readOnly) {
        var mount = new VolumeMountBuilder().withName(name).withMountPath(path);
        return readOnly ? mount.withReadOnly(true).build() : mount.build();
    }

    private static TopologySpreadConstraint apart(String topology, String otherwise) {
        return new TopologySpreadConstraintBuilder()
                .withTopologyKey(topology)
                .withMaxSkew(1)
                .withWhenUnsatisfiable(otherwise)
                .withNewLabelSelector()
                .withMatchLabels(Naming.SELECTOR)
                .endLabelSelector()
                .build();
    }
}
