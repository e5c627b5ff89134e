package dev.meshwarden.policy.library.controlplane;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** MW-GOV-005: the mesh's own configuration weakened, or imitated under a name that istiod does not read. */
public final class MeshConfigWeakened implements Rule {
    private static final List<String> NORMALIZATION =
            List.of("NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES");
    private static final List<String> TLS_VERSIONS = List.of("TLS_AUTO", "TLSV1_2", "TLSV1_3");
    private static final Set<String> KNOWN_KEYS =
            Set.of(
                    "accessLogEncoding",
                    "accessLogFile",
                    "accessLogFormat",
                    "caCertificates",
                    "certificates",
                    "configSources",
                    "connectTimeout",
                    "defaultConfig",
                    "defaultDestinationRuleExportTo",
                    "defaultHttpRetryPolicy",
                    "defaultProviders",
                    "defaultServiceExportTo",
                    "defaultVirtualServiceExportTo",
                    "discoverySelectors",
                    "dnsRefreshRate",
                    "enableAutoMtls",
                    "enableEnvoyAccessLogService",
                    "enablePrometheusMerge",
                    "enableTracing",
                    "extensionProviders",
                    "hboneIdleTimeout",
                    "ingressClass",
                    "ingressControllerMode",
                    "ingressSelector",
                    "ingressService",
                    "localityLbSetting",
                    "meshMTLS",
                    "outboundClusterStatName",
                    "inboundClusterStatName",
                    "outboundTrafficPolicy",
                    "pathNormalization",
                    "protocolDetectionTimeout",
                    "proxyHttpPort",
                    "proxyListenPort",
                    "rootNamespace",
                    "serviceScopeConfigs",
                    "serviceSettings",
                    "tcpKeepalive",
                    "tlsDefaults",
                    "trustDomain",
                    "trustDomainAliases",
                    "verifyCertificateAtClient");
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-GOV-005",
                            Severity.CRITICAL,
                            "Mesh configuration weakened or imitated",
                            "A change of the mesh ConfigMap that lowers a security setting, or a"
                                    + " ConfigMap that looks like it and is not read.",
                            "Change mesh settings through the installation pipeline.")
                    .kinds("", "ConfigMap")
                    .clause("a", EnforcementAction.DENY)
                    .clause("b", EnforcementAction.WARN)
                    .parameters(Obj.of("meshConfigNames", Array.EMPTY))
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        Node mesh = subject.object().at("data", "mesh");
        String old = subject.before().at("data", "mesh").text();
        if (!subject.inRootNamespace() || (!mesh.isPopulated() && old.isEmpty())) {
            return Answer.CLEAN;
        }
        Node after = parsed(mesh.text());
        String name = subject.object().at("metadata", "name").text();
        List<Violation> found = new ArrayList<>();
        if (isMeshConfig(subject, name)) {
            Node before = parsed(old);
            for (String reason : weakened(before, after)) {
                found.add(violation(subject, name, "a", reason, mesh));
            }
        } else if (!ownedByIstio(subject)
                && after.members().stream().anyMatch(m -> KNOWN_KEYS.contains(m.name()))) {
            found.add(
                    violation(
                            subject,
                            name,
                            "b",
                            "istiod reads mesh settings from it only if its SHARED_MESH_CONFIG"
                                    + " names it",
                            mesh));
        }
        return new Answer.Checked(found, List.of(), List.of());
    }

    private static boolean isMeshConfig(Subject subject, String name) {
        return name.equals("istio")
                || subject.parameters("meshConfigNames").contains(name)
                || subject.settings("revisions").stream().anyMatch(r -> name.equals("istio-" + r));
    }

    private static boolean ownedByIstio(Subject subject) {
        Node labels = subject.object().at("metadata", "labels");
        return labels.has("install.operator.istio.io/owning-resource")
                || labels.field("app.kubernetes.io/part-of").is("istio");
    }

    private static Node parsed(String yaml) {
        try {
            return Node.of(yaml.isEmpty() ? Null.NULL : YamlReader.read(yaml));
        } catch (MalformedText _) {
            return Node.of(Null.NULL); // istiod keeps its last good configuration
        }
    }

    /** Every way in which the new settings are weaker than the old ones; what is absent has Istio's default. */
    private static List<String> weakened(Node before, Node after) {
        List<String> reasons = new ArrayList<>();
        if (!isFalse(before.field("enableAutoMtls")) && isFalse(after.field("enableAutoMtls"))) {
            reasons.add("enableAutoMtls becomes false");
        }
        if (before.at("outboundTrafficPolicy", "mode").is("REGISTRY_ONLY")
                && !after.at("outboundTrafficPolicy", "mode").is("REGISTRY_ONLY")) {
            reasons.add("outboundTrafficPolicy falls from REGISTRY_ONLY to ALLOW_ANY");
        }
        if (normalization(after) < normalization(before)) {
            reasons.add(
                    "pathNormalization moves down to " + NORMALIZATION.get(normalization(after)));
        }
        for (String provider : failOpen(after)) {
            if (!failOpen(before).contains(provider)) {
                reasons.add("authorization provider " + provider + " begins to fail open");
            }
        }
        for (String list : List.of("trustDomainAliases", "caCertificates")) {
            if (!entries(before, list).containsAll(entries(after, list))) {
                reasons.add(list + " gains an entry");
            }
        }
        if (tlsVersion(after) < tlsVersion(before)) {
            reasons.add("meshMTLS.minProtocolVersion drops");
        }
        if (before.field("rootNamespace").isPopulated()
                && !before.field("rootNamespace")
                        .value()
                        .equals(after.field("rootNamespace").value())) {
            reasons.add("rootNamespace changes");
        }
        if (before.field("accessLogFile").isPopulated()
                && !after.field("accessLogFile").isPopulated()) {
            reasons.add("accessLogFile becomes empty");
        }
        return reasons;
    }

    private static boolean isFalse(Node node) {
        return node.value() == dev.meshwarden.rego.value.Bool.FALSE;
    }

    private static int normalization(Node config) {
        String mode = config.at("pathNormalization", "normalization").text();
        return Math.max(
                0, NORMALIZATION.indexOf(mode.isEmpty() || mode.equals("DEFAULT") ? "BASE" : mode));
    }

    private static int tlsVersion(Node config) {
        return Math.max(
                0, TLS_VERSIONS.indexOf(config.at("meshMTLS", "minProtocolVersion").text()));
    }

    private static Set<String> failOpen(Node config) {
        Set<String> names = new TreeSet<>();
        for (Node provider : config.field("extensionProviders").items()) {
            for (String kind : List.of("envoyExtAuthzHttp", "envoyExtAuthzGrpc")) {
                if (provider.at(kind, "failOpen").isTrue()) {
                    names.add(provider.field("name").text());
                }
            }
        }
        return names;
    }

    private static Set<String> entries(Node config, String list) {
        Set<String> all = new TreeSet<>();
        config.field(list).items().forEach(n -> all.add(n.value().toString()));
        return all;
    }

    private static Violation violation(
            Subject subject, String name, String clause, String reason, Node at) {
        return Docs.violation(
                DOC,
                clause,
                "ConfigMap %s/%s: %s.".formatted(subject.namespace(), name, reason),
                at);
    }
}
