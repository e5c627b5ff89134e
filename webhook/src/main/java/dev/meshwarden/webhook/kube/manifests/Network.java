package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Services, and who may reach the replicas and whom they may reach. */
final class Network {
    static final String REPLICAS = Naming.NAME + "-replicas";
    private static final int SERVICE_PORT = 443;

    private Network() {}

    static List<HasMetadata> of(InstallOptions options) {
        return List.of(
                new ServiceBuilder()
                        .withMetadata(Naming.named(Naming.NAME, options))
                        .withNewSpec()
                        .withSelector(Naming.SELECTOR)
                        .withPorts(
                                new ServicePortBuilder()
                                        .withName(Pod.ADMISSION)
                                        .withPort(SERVICE_PORT)
                                        .withTargetPort(new IntOrString(Pod.ADMISSION))
                                        .build())
                        .endSpec()
                        .build(),
                // Each replica by its own name, for metrics and the audit log.
                new ServiceBuilder()
                        .withMetadata(Naming.named(REPLICAS, options))
                        .withNewSpec()
                        .withClusterIP("None")
                        .withPublishNotReadyAddresses(true)
                        .withSelector(Naming.SELECTOR)
                        .withPorts(
                                new ServicePortBuilder()
                                        .withName(Pod.ADMIN)
                                        .withPort(Pod.ADMIN_PORT)
                                        .withTargetPort(new IntOrString(Pod.ADMIN))
                                        .build())
                        .endSpec()
                        .build(),
                new NetworkPolicyBuilder()
                        .withMetadata(Naming.named(Naming.NAME, options))
                        .withNewSpec()
                        .withNewPodSelector()
                        .withMatchLabels(Naming.SELECTOR)
                        .endPodSelector()
                        .withPolicyTypes("Ingress", "Egress")
                        .withIngress(ingress(options))
                        .withEgress(egress(options))
                        .endSpec()
                        .build());
    }

    /** An API server on the host's network matches no pod selector: it is named by address, or anybody may call. */
    private static List<NetworkPolicyIngressRule> ingress(InstallOptions options) {
        List<NetworkPolicyPeer> servers = servers(options);
        List<NetworkPolicyPeer> readers = new ArrayList<>(servers);
        for (String namespace : options.metricsNamespaces()) {
            readers.add(
                    new NetworkPolicyPeerBuilder()
                            .withNewNamespaceSelector()
                            .withMatchLabels(Map.of("kubernetes.io/metadata.name", namespace))
                            .endNamespaceSelector()
                            .build());
        }
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        rules.add(
                new NetworkPolicyIngressRuleBuilder()
                        .withFrom(servers)
                        .withPorts(tcp(Pod.ADMISSION_PORT))
                        .build());
        if (!readers
                .isEmpty()) { // a rule from nobody would be one from everybody; probes of the node
            // pass anyway
            rules.add(
                    new NetworkPolicyIngressRuleBuilder()
                            .withFrom(readers)
                            .withPorts(tcp(Pod.ADMIN_PORT))
                            .build());
        }
        return rules;
    }

    private static List<NetworkPolicyEgressRule> egress(InstallOptions options) {
        return List.of(
                new NetworkPolicyEgressRuleBuilder()
                        .withPorts(port("UDP", 53), port("TCP", 53))
                        .build(),
                new NetworkPolicyEgressRuleBuilder()
                        .withTo(servers(options))
                        .withPorts(tcp(443), tcp(6443))
                        .build());
    }

    private static List<NetworkPolicyPeer> servers(InstallOptions options) {
        return Stream.of(options.apiServerCidrs())
                .flatMap(List::stream)
                .map(cidr ->
                        new NetworkPolicyPeerBuilder()
                                .withNewIpBlock()
                                .withCidr(cidr)
                                .endIpBlock()
                                .build())
                .toList();
    }

    private static NetworkPolicyPort tcp(int number) {
        return port("TCP", number);
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(number))
                .build();
    }
}
