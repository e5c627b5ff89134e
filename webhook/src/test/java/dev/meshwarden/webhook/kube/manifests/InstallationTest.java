package dev.meshwarden.webhook.kube.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.config.ConfigReader;
import dev.meshwarden.webhook.config.ConfigReading;
import dev.meshwarden.webhook.config.PoliciesConfig;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class InstallationTest {
    @ParameterizedTest
    @EnumSource
    void itsConfigurationIsReadAndAgreesWithWhatStandsAroundIt(Overlay overlay) {
        Installation installation = of(overlay);
        Config config = config(installation);
        StatefulSet set = only(installation, StatefulSet.class);
        PodSpec pod = set.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().getFirst();

        assertThat(config.listen().address()).isEqualTo("0.0.0.0");
        assertThat(container.getPorts())
                .extracting(port -> port.getContainerPort())
                .containsExactly(config.listen().port(), config.listen().adminPort());
        assertThat(container.getArgs())
                .containsExactly("serve", "--config", "/etc/meshwarden/config/meshwarden.yaml");
        assertThat(mounts(container))
                .contains(
                        config.data().toString(),
                        config.policies().folders().getFirst().toString(),
                        String.valueOf(Path.of(config.listen().adminTokenFile()).getParent()),
                        "/etc/meshwarden/config");
        assertThat(config.cluster().namespace())
                .isEqualTo(set.getMetadata().getNamespace())
                .isEqualTo(only(installation, Namespace.class).getMetadata().getName());
        Service service = all(installation, Service.class).getFirst();
        assertThat(service.getMetadata().getName()).isEqualTo(config.cluster().service());
        assertThat(service.getSpec().getPorts().getFirst().getPort())
                .isEqualTo(config.registration().servicePort());
        assertThat(pod.getTerminationGracePeriodSeconds())
                .as("time to drain, and to seal the log after it")
                .isGreaterThanOrEqualTo(
                        config.http()
                                        .announce()
                                        .plus(config.http().linger())
                                        .plus(config.http().finish())
                                        .toSeconds()
                                + 15);
        if (set.getSpec().getReplicas() > 1) {
            assertThat(config.http().announce().plus(config.http().linger()))
                    .as("an API server keeps a connection for 90 s")
                    .isGreaterThan(Duration.ofSeconds(90));
        } else {
            assertThat(config.http().linger()).as("nobody else serves").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theVolumeHoldsWhatTheAuditLogKeeps(Overlay overlay) {
        Installation installation = of(overlay);
        Config config = config(installation);
        Quantity storage =
                only(installation, StatefulSet.class)
                        .getSpec()
                        .getVolumeClaimTemplates()
                        .getFirst()
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage");

        long needed =
                config.audit().retainBytes().bytes()
                        + config.audit().reserve().bytes()
                        + 2 * config.audit().segmentBytes().bytes();
        assertThat(Quantity.getAmountInBytes(storage).longValueExact()).isGreaterThan(needed);
    }

    @ParameterizedTest
    @EnumSource
    void thePodKeepsToTheRestrictedStandard(Overlay overlay) {
        PodSpec pod = only(of(overlay), StatefulSet.class).getSpec().getTemplate().getSpec();

        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes()).allMatch(v -> v.getHostPath() == null);
        assertThat(pod.getContainers())
                .singleElement()
                .satisfies(c -> {
                    var context = c.getSecurityContext();
                    assertThat(context.getAllowPrivilegeEscalation()).isFalse();
                    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
                    assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
                    assertThat(context.getCapabilities().getAdd()).isEmpty();
                    assertThat(c.getResources().getRequests().get("memory"))
                            .isEqualTo(c.getResources().getLimits().get("memory"));
                    assertThat(c.getResources().getLimits()).doesNotContainKey("cpu");
                });
    }

    @Test
    void nothingOfItIsDrawnIntoTheMesh() {
        Installation installation = of(Overlay.BASE);

        assertThat(only(installation, Namespace.class).getMetadata().getLabels())
                .containsEntry("istio-injection", "disabled")
                .containsEntry("istio.io/dataplane-mode", "none")
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(
                        only(installation, StatefulSet.class)
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                .containsEntry("sidecar.istio.io/inject", "false")
                .containsEntry("istio.io/dataplane-mode", "none");
    }

    @Test
    void anotherConfigurationIsAnotherPodTemplateSoThatApplyingItRestartsTheReplicas() {
        var observing =
                new InstallOptions(
                        "meshwarden-system",
                        ManifestFolder.IMAGE,
                        Overlay.BASE,
                        InstallOptions.Registration.MANAGED,
                        "baseline",
                        true,
                        List.of(),
                        List.of());

        var before = only(of(Overlay.BASE), StatefulSet.class).getSpec().getTemplate();
        var after = only(Installation.of(observing), StatefulSet.class).getSpec().getTemplate();
        assertThat(after.getMetadata().getAnnotations())
                .isNotEqualTo(before.getMetadata().getAnnotations());
        assertThat(after.getSpec()).isEqualTo(before.getSpec());
    }

    @Test
    void ofThreeReplicasTwoStayUp() {
        Installation ha = of(Overlay.HA);

        StatefulSet set = only(ha, StatefulSet.class);
        assertThat(set.getSpec().getReplicas()).isEqualTo(3);
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        var budget = only(ha, PodDisruptionBudget.class).getSpec();
        assertThat(budget.getMinAvailable().getIntVal()).isEqualTo(2);
        assertThat(budget.getSelector().getMatchLabels())
                .isEqualTo(set.getSpec().getSelector().getMatchLabels());
        assertThat(all(of(Overlay.BASE), PodDisruptionBudget.class))
                .as("one replica under a budget could never be moved")
                .isEmpty();
    }

    @Test
    void noRightIsAWildcardAndSecretsAreReadByNameOnly() {
        for (PolicyRule rule : rules(of(Overlay.HA))) {
            assertThat(rule.getVerbs()).doesNotContain("*", "impersonate", "escalate", "bind");
            assertThat(rule.getResources()).doesNotContain("*", "pods/exec");
            assertThat(rule.getApiGroups()).doesNotContain("*");
            if (!rule.getVerbs().equals(List.of("create"))) {
                assertThat(rule.getResourceNames()).as("%s", rule).isNotEmpty();
            }
        }
        assertThat(all(of(Overlay.HA), ClusterRole.class).getFirst().getRules())
                .noneMatch(rule -> rule.getResources().contains("secrets"));
    }

    @Test
    void theApiServerIsNamedByAddressWhereItIsGiven() {
        var options =
                new InstallOptions(
                        "guard",
                        "registry.example/meshwarden@sha256:abc",
                        Overlay.BASE,
                        InstallOptions.Registration.MANAGED,
                        "baseline",
                        true,
                        List.of("10.0.0.0/28", "fd00::/64"),
                        List.of("monitoring"));
        Installation installation = Installation.of(options);

        var spec = only(installation, NetworkPolicy.class).getSpec();
        assertThat(spec.getIngress().getFirst().getFrom())
                .extracting(from -> from.getIpBlock().getCidr())
                .containsExactly("10.0.0.0/28", "fd00::/64");
        assertThat(spec.getIngress().get(1).getFrom()).hasSize(3);
        assertThat(config(installation).policies().enforcement())
                .isEqualTo(PoliciesConfig.Enforcement.OBSERVE);
        assertThat(config(installation).cluster().namespace()).isEqualTo("guard");
        assertThat(installation.objects())
                .filteredOn(object -> object.getMetadata().getNamespace() != null)
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly("guard");
    }

    @Test
    void whatNoApiServerWouldTakeIsRefused() {
        for (List<String> wrong :
                List.of(
                        List.of("Upper", "x", "10.0.0.0/8"),
                        List.of("ok", "an image", "10.0.0.0/8"),
                        List.of("ok", "x", "10.0.0.0/33"),
                        List.of("ok", "x", "10.0.0.0"),
                        List.of("ok", "x", "localhost/8"))) {
            assertThatThrownBy(() ->
                            new InstallOptions(
                                    wrong.get(0),
                                    wrong.get(1),
                                    Overlay.BASE,
                                    InstallOptions.Registration.MANAGED,
                                    "baseline",
                                    false,
                                    List.of(wrong.get(2)),
                                    List.of()))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Installation of(Overlay overlay) {
        return Installation.of(ManifestFolder.options(overlay));
    }

    private static Config config(Installation installation) {
        String text =
                only(installation, ConfigMap.class).getData().getOrDefault("meshwarden.yaml", "");
        ConfigReading reading = ConfigReader.read(new Source("meshwarden.yaml", text));
        assertThat(reading).isInstanceOf(ConfigReading.Read.class);
        return ((ConfigReading.Read) reading).config();
    }

    private static Set<String> mounts(Container container) {
        return Set.copyOf(
                container.getVolumeMounts().stream().map(mount -> mount.getMountPath()).toList());
    }

    private static List<PolicyRule> rules(Installation installation) {
        List<PolicyRule> rules = new ArrayList<>();
        all(installation, ClusterRole.class).forEach(role -> rules.addAll(role.getRules()));
        all(installation, Role.class).forEach(role -> rules.addAll(role.getRules()));
        return rules;
    }

    private static <T extends HasMetadata> List<T> all(Installation installation, Class<T> kind) {
        return installation.objects().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends HasMetadata> T only(Installation installation, Class<T> kind) {
        assertThat(all(installation, kind)).hasSize(1);
        return all(installation, kind).getFirst();
    }
}
