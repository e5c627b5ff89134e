package dev.meshwarden.webhook.config;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code meshwarden.yaml}: every key known, every value of its kind, or a refusal with line and column. */
public final class ConfigReader {
    private ConfigReader() {}

    public static ConfigReading read(Source source) {
        List<YamlDocument> documents;
        try {
            documents = YamlReader.manifests(source.text());
        } catch (MalformedText e) {
            return refused(source, e.row(), e.column(), e.reason());
        }
        if (documents.size() > 1) {
            return refused(
                    source, 0, 0, "a configuration is one document, not " + documents.size());
        }
        if (documents.isEmpty() || documents.getFirst().value() == Null.NULL) {
            return new ConfigReading.Read(Config.STANDARD);
        }
        YamlDocument document = documents.getFirst();
        if (!(document.value() instanceof Obj values)) {
            return refused(source, 1, 1, "a configuration is a mapping of keys");
        }
        List<Diagnostic> problems = new ArrayList<>();
        Section top = new Section(source, document, "", values, problems);
        Config config = config(top);
        top.refuseOthers();
        return problems.isEmpty()
                ? new ConfigReading.Read(config)
                : new ConfigReading.Refused(problems);
    }

    private static Config config(Section top) {
        return new Config(
                listen(top.section("listen")),
                Path.of(top.text("data", Config.STANDARD.data().toString())),
                policies(top.section("policies")),
                admission(top.section("admission")),
                http(top.section("http")),
                tls(top.section("tls")),
                clientAuth(top.section("clientAuth")),
                audit(top.section("audit")),
                cluster(top.section("cluster")),
                registration(top.section("registration")));
    }

    private static RegistrationConfig registration(Section s) {
        var d = RegistrationConfig.STANDARD;
        return s.done(
                new RegistrationConfig(
                        s.choice(
                                "mode",
                                d.mode(),
                                Map.of(
                                        "auto", RegistrationConfig.Mode.AUTO,
                                        "off", RegistrationConfig.Mode.OFF,
                                        "managed", RegistrationConfig.Mode.MANAGED,
                                        "external", RegistrationConfig.Mode.EXTERNAL)),
                        s.httpsUrl("url", d.url()),
                        s.number("servicePort", d.servicePort(), 1, 65_535),
                        s.flag("workloads", d.workloads()),
                        s.duration("kindsEvery", d.kindsEvery()),
                        s.texts("ignoredKinds")));
    }

    private static ClusterConfig cluster(Section s) {
        var d = ClusterConfig.STANDARD;
        return s.done(
                new ClusterConfig(
                        d.access(), // an option of `serve`, or the pod: never a file by chance
                        s.text("namespace", d.namespace()),
                        s.text("service", d.service()),
                        s.text("clusterDomain", d.clusterDomain()),
                        s.text("replica", d.replica())));
    }

    private static ListenConfig listen(Section s) {
        var d = ListenConfig.STANDARD;
        return s.done(
                new ListenConfig(
                        s.text("address", d.address()),
                        s.number("port", d.port(), 0, 65_535),
                        s.number("adminPort", d.adminPort(), 0, 65_535),
                        s.text("adminTokenFile", d.adminTokenFile())));
    }

    private static PoliciesConfig policies(Section s) {
        var d = PoliciesConfig.STANDARD;
        return s.done(
                new PoliciesConfig(
                        s.text("profile", d.profile()),
                        s.choice(
                                "enforcement",
                                d.enforcement(),
                                Map.of(
                                        "profile", PoliciesConfig.Enforcement.PROFILE,
                                        "enforce", PoliciesConfig.Enforcement.ENFORCE,
                                        "warn", PoliciesConfig.Enforcement.WARN,
                                        "observe", PoliciesConfig.Enforcement.OBSERVE)),
                        s.texts("folders").stream().map(Path::of).toList(),
                        s.texts("rulesJars").stream().map(Path::of).toList(),
                        s.choice(
                                "tests",
                                d.tests(),
                                Map.of(
                                        "run", PoliciesConfig.Tests.RUN,
                                        "skip", PoliciesConfig.Tests.SKIP)),
                        s.duration("reload", d.reload()),
                        s.texts("allowNet")));
    }

    private static AdmissionConfig admission(Section s) {
        var d = AdmissionConfig.STANDARD;
        return s.done(
                new AdmissionConfig(
                        s.duration("maxBudget", d.maxBudget()),
                        s.size("maxBody", d.maxBody()),
                        s.size("maxBodies", d.maxBodies()),
                        s.number("concurrency", d.concurrency(), 0, 10_000),
                        s.number("queue", d.queue(), 0, 100_000)));
    }

    private static HttpConfig http(Section s) {
        var d = HttpConfig.STANDARD;
        return s.done(
                new HttpConfig(
                        s.number("connections", d.connections(), 1, 1_000_000),
                        s.number("connectionsPerPeer", d.connectionsPerPeer(), 1, 1_000_000),
                        s.duration("slowClient", d.slowClient()),
                        s.duration("idle", d.idle()),
                        s.duration("announce", d.announce()),
                        s.duration("linger", d.linger()),
                        s.duration("finish", d.finish())));
    }

    private static TlsConfig tls(Section s) {
        var d = TlsConfig.STANDARD;
        s.retired("leafLifetime", "write `leaf: {lifetime: ...}`");
        s.retired("caLifetime", "write `ca: {lifetime: ...}`");
        s.retired("publishStage", "write `ca: {publishStage: ...}`");
        return s.done(
                new TlsConfig(
                        s.choice("mode", d.mode(), named(TlsConfig.Mode.values())),
                        s.choice("minVersion", d.minVersion(), Map.of("1.2", "1.2", "1.3", "1.3")),
                        s.texts("extraSans"),
                        s.texts("extraCAs"),
                        s.flag("injectBundle", d.injectBundle()),
                        Path.of(s.text("folder", d.folder().toString())),
                        ca(s.section("ca")),
                        leaf(s.section("leaf"))));
    }

    private static TlsConfig.Ca ca(Section s) {
        var d = TlsConfig.STANDARD.ca();
        return s.done(
                new TlsConfig.Ca(
                        s.choice("key", d.key(), named(TlsConfig.CaKey.values())),
                        s.duration("lifetime", d.lifetime()),
                        s.duration("publishStage", d.publishStage())));
    }

    private static TlsConfig.Leaf leaf(Section s) {
        return s.done(
                new TlsConfig.Leaf(s.duration("lifetime", TlsConfig.STANDARD.leaf().lifetime())));
    }

    private static ClientAuthConfig clientAuth(Section s) {
        var d = ClientAuthConfig.STANDARD;
        var read =
                new ClientAuthConfig(
                        s.choice("mode", d.mode(), named(ClientAuthConfig.Mode.values())),
                        s.text("caFile", d.caFile()),
                        s.texts("allowed"),
                        s.text("tokenFile", d.tokenFile()));
        if (read.mode().asksForCertificate()) {
            s.require("caFile", !read.caFile().isEmpty(), "it names the CAs that sign callers");
            s.require("allowed", !read.allowed().isEmpty(), "it names the callers");
        }
        if (read.mode() == ClientAuthConfig.Mode.BEARER) {
            s.require("tokenFile", !read.tokenFile().isEmpty(), "it holds the token");
        }
        return s.done(read);
    }

    /** Constants by their names in lower case. */
    private static <E extends Enum<E>> Map<String, E> named(E[] constants) {
        Map<String, E> names = new LinkedHashMap<>();
        for (E constant : constants) {
            names.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return names;
    }

    private static AuditConfig audit(Section s) {
        var d = AuditConfig.STANDARD;
        return s.done(
                new AuditConfig(
                        s.choice(
                                "durability",
                                d.durability(),
                                Map.of(
                                        "memory", AuditConfig.Durability.MEMORY,
                                        "local", AuditConfig.Durability.LOCAL)),
                        s.choice(
                                "onFailure",
                                d.onFailure(),
                                Map.of(
                                        "deny", AuditConfig.OnFailure.DENY,
                                        "allow", AuditConfig.OnFailure.ALLOW)),
                        s.choice(
                                "onIntegrity",
                                d.onIntegrity(),
                                Map.of(
                                        "continue", AuditConfig.OnIntegrity.CONTINUE,
                                        "stop", AuditConfig.OnIntegrity.STOP)),
                        s.text("keys", d.keys()),
                        s.duration("ackTimeout", d.ackTimeout()),
                        s.number("queue", d.queue(), 16, 1_000_000),
                        s.size("reserve", d.reserve()),
                        s.size("segmentBytes", d.segmentBytes()),
                        s.duration("segmentAge", d.segmentAge()),
                        s.number("retainDays", d.retainDays(), 1, 36_500),
                        s.size("retainBytes", d.retainBytes()),
                        s.text("cluster", d.cluster()),
                        s.text("instance", d.instance())));
    }

    private static ConfigReading refused(Source source, int row, int column, String message) {
        return new ConfigReading.Refused(
                List.of(
                        new Diagnostic(
                                Code.CONFIG, message, new Location(source, row, column, 0, 0))));
    }
}
