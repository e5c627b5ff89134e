package dev.meshwarden.webhook.e2e;

import dev.meshwarden.certs.pki.MalformedPemException;

import io.fabric8.kubernetes.client.Config;

import org.opentest4j.TestAbortedException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Somebody's test cluster, of which there is a kubeconfig and nothing else: nothing in it is killed, frozen or restarted. Users are played
 * by impersonation, so the kubeconfig's own must be allowed to do that, and everything else.
 */
record ForeignCluster(String url, List<X509Certificate> trusted, Identity admin) implements Gate {
    /** Names a kubeconfig. */
    static final String KUBECONFIG = "MESHWARDEN_E2E_KUBECONFIG";

    /** Where that cluster reaches this machine; an address of this machine. */
    static final String ADDRESS = "MESHWARDEN_E2E_ADDRESS";

    private static final String ALLOW_REMOTE = "MESHWARDEN_E2E_ALLOW_REMOTE";

    ForeignCluster {
        trusted = List.copyOf(trusted);
    }

    /** What the kubeconfig says; nothing is asked yet. */
    static ForeignCluster read(Path kubeconfig) throws IOException, GeneralSecurityException {
        return read(kubeconfig, "yes".equals(System.getenv(ALLOW_REMOTE)));
    }

    static ForeignCluster read(Path kubeconfig, boolean allowRemote)
            throws IOException, GeneralSecurityException {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        String url = config.getMasterUrl().replaceAll("/+$", "");
        InetAddress server = InetAddress.getByName(URI.create(url).getHost());
        if (!server.isLoopbackAddress() && !allowRemote) {
            throw new IOException(
                    url
                            + " is not on this machine; the tests write to it only with "
                            + ALLOW_REMOTE
                            + "=yes");
        }
        String ca = pem(config.getCaCertData(), config.getCaCertFile());
        if (ca.isEmpty()) {
            throw new IOException(kubeconfig + " names no CA");
        }
        return new ForeignCluster(url, certificates(ca), Identity.of("admin", proof(config)));
    }

    private static Identity.Proof proof(Config config)
            throws IOException, GeneralSecurityException {
        String certificate = pem(config.getClientCertData(), config.getClientCertFile());
        String key = pem(config.getClientKeyData(), config.getClientKeyFile());
        if (!certificate.isEmpty() && !key.isEmpty()) {
            return new Identity.Proof.Certificate(
                    new KubePki.Signed(certificates(certificate).getFirst(), key(key)));
        }
        String token =
                config.getOauthToken() == null
                        ? config.getAutoOAuthToken()
                        : config.getOauthToken();
        if (token == null || token.isEmpty()) {
            throw new IOException("the kubeconfig holds neither a client certificate nor a token");
        }
        return new Identity.Proof.Token(token);
    }

    private static PrivateKey key(String pem) throws IOException {
        try {
            return dev.meshwarden.certs.pki.Pem.privateKey(pem);
        } catch (MalformedPemException e) {
            throw new IOException("the kubeconfig's client key " + e.getMessage(), e);
        }
    }

    private static String pem(String data, String file) throws IOException {
        if (data != null && !data.isEmpty()) {
            return new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
        }
        return file == null || file.isEmpty() ? "" : Files.readString(Path.of(file));
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
            found.add((X509Certificate) each);
        }
        return found;
    }

    /** The version that it says it is. */
    String version() throws IOException, InterruptedException {
        return as(admin).get("/version").orFail().body().path("gitVersion").asText();
    }

    @Override
    public Api as(Identity identity) {
        return Api.of(url, trusted, identity);
    }

    @Override
    public Identity user(String name, String... groups) {
        return admin.actingAs(name, List.of(groups));
    }

    @Override
    public String kubeconfig(Identity identity, String namespace) {
        return identity.kubeconfig(
                url, String.join("", trusted.stream().map(Pem::of).toList()), namespace);
    }

    /** For a test that this cluster is not enough for. */
    static TestAbortedException without(String what) {
        String reason = "SKIPPED with " + KUBECONFIG + ", needs " + what;
        System.out.println("e2e: " + reason);
        return new TestAbortedException(reason);
    }
}
