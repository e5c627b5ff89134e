package dev.meshwarden.webhook.config;

import java.nio.file.Path;

/**
 * Everything that {@code meshwarden.yaml} can say. Keys have the names of the components; options of {@code serve} stand over them.
 *
 * @param listen addresses and ports
 * @param data folder of the audit log, its keys and the local PKI
 * @param policies what is loaded beside the built-in pack, and how it is enforced
 * @param admission budget and limits of one review
 * @param http limits of connections
 * @param tls the serving certificate
 * @param clientAuth how callers prove who they are
 * @param audit the audit log
 * @param cluster the cluster worked with
 * @param registration how the API server comes to call
 */
public record Config(
        ListenConfig listen,
        Path data,
        PoliciesConfig policies,
        AdmissionConfig admission,
        HttpConfig http,
        TlsConfig tls,
        ClientAuthConfig clientAuth,
        AuditConfig audit,
        ClusterConfig cluster,
        RegistrationConfig registration) {
    public static final Config STANDARD =
            new Config(
                    ListenConfig.STANDARD,
                    Path.of("data"),
                    PoliciesConfig.STANDARD,
                    AdmissionConfig.STANDARD,
                    HttpConfig.STANDARD,
                    TlsConfig.STANDARD,
                    ClientAuthConfig.STANDARD,
                    AuditConfig.STANDARD,
                    ClusterConfig.STANDARD,
                    RegistrationConfig.STANDARD);

    public Config withListen(ListenConfig other) {
        return new Config(
                other,
                data,
                policies,
                admission,
                http,
                tls,
                clientAuth,
                audit,
                cluster,
                registration);
    }

    public Config withData(Path folder) {
        return new Config(
                listen,
                folder,
                policies,
                admission,
                http,
                tls,
                clientAuth,
                audit,
                cluster,
                registration);
    }

    public Config withPolicies(PoliciesConfig other) {
        return new Config(
                listen,
                data,
                other,
                admission,
                http,
                tls,
                clientAuth,
                audit,
                cluster,
                registration);
    }

    public Config withAdmission(AdmissionConfig other) {
        return new Config(
                listen, data, policies, other, http, tls, clientAuth, audit, cluster, registration);
    }

    public Config withHttp(HttpConfig other) {
        return new Config(
                listen,
                data,
                policies,
                admission,
                other,
                tls,
                clientAuth,
                audit,
                cluster,
                registration);
    }

    public Config withTls(TlsConfig other) {
        return new Config(
                listen,
                data,
                policies,
                admission,
                http,
                other,
                clientAuth,
                audit,
                cluster,
                registration);
    }

    public Config withClientAuth(ClientAuthConfig other) {
        return new Config(
                listen, data, policies, admission, http, tls, other, audit, cluster, registration);
    }

    public Config withAudit(AuditConfig other) {
        return new Config(
                listen,
                data,
                policies,
                admission,
                http,
                tls,
                clientAuth,
                other,
                cluster,
                registration);
    }

    public Config withCluster(ClusterConfig other) {
        return new Config(
                listen,
                data,
                policies,
                admission,
                http,
                tls,
                clientAuth,
                audit,
                other,
                registration);
    }

    public Config withRegistration(RegistrationConfig other) {
        return new Config(
                listen, data, policies, admission, http, tls, clientAuth, audit, cluster, other);
    }
}
