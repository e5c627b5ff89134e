package dev.meshwarden.rego.builtin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Trust and client certificates, as a request says. */
final class HttpsSendTest {
    private static Identity authority;
    private static Identity client;
    private static HttpsServer server;
    private static HttpsServer strict;

    /** A self-signed certificate and its key. */
    private record Identity(KeyPair keys, X509Certificate certificate) {
        static Identity of(String name) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=" + name),
                            BigInteger.TWO,
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2120-01-01T00:00:00Z")),
                            new X500Name("CN=" + name),
                            keys.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            return new Identity(
                    keys,
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(keys.getPrivate()))));
        }

        Str certificatePem() throws Exception {
            return pem("CERTIFICATE", certificate.getEncoded());
        }

        Str keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        private static Str pem(String type, byte[] bytes) {
            var out = new StringWriter();
            try (var writer = new PemWriter(out)) {
                writer.writeObject(new PemObject(type, bytes));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return Str.of(out.toString());
        }

        KeyStore trusted() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("it", certificate);
            return store;
        }

        KeyStore own() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "it", keys.getPrivate(), new char[0], new Certificate[] {certificate});
            return store;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        authority = Identity.of("localhost");
        client = Identity.of("client");
        server = server(false);
        strict = server(true);
    }

    private static HttpsServer server(boolean wantsClient) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(authority.own(), new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(client.trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer made =
                HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        made.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                        wanted.setNeedClientAuth(wantsClient);
                        parameters.setSSLParameters(wanted);
                    }
                });
        made.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().write("told".getBytes(UTF_8));
                    exchange.close();
                });
        made.start();
        return made;
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        strict.stop(0);
    }

    private static Value send(HttpsServer to, String host, Obj.Builder fields) {
        Builtin builtin = Objects.requireNonNull(BuiltinTable.find("http.send"));
        var world =
                new World(
                        RandomGenerator.getDefault(),
                        _ -> {},
                        Obj.EMPTY,
                        Set.of("localhost", "127.0.0.1"));
        Obj request =
                fields.put("method", "get")
                        .put("url", "https://" + host + ":" + to.getAddress().getPort() + "/")
                        .build();
        Value answer =
                builtin.body()
                        .call(
                                new BuiltinContext(
                                        new Budget(Limits.STANDARD), Instant.EPOCH, world),
                                new Value[] {request});
        return Objects.requireNonNull(((Obj) Objects.requireNonNull(answer)).get("raw_body"));
    }

    private static Obj.Builder trusting() throws Exception {
        return Obj.builder().put("tls_ca_cert", authority.certificatePem());
    }

    @Test
    void anAuthorityOfTheRequestsOwnIsTrusted() throws Exception {
        assertThat(send(server, "localhost", trusting())).isEqualTo(Str.of("told"));
    }

    @Test
    void anotherAuthorityIsNot() {
        assertThatThrownBy(() -> send(server, "localhost", Obj.builder()))
                .isInstanceOf(BuiltinError.class)
                .hasMessageEndingWith(
                        "tls: failed to verify certificate: x509: certificate signed by unknown"
                                + " authority");
    }

    @Test
    void theCertificateMustBeForTheHost() {
        assertThatThrownBy(() -> send(server, "127.0.0.1", trusting()))
                .isInstanceOf(BuiltinError.class)
                .hasMessageContaining("tls: failed to verify certificate");
    }

    @Test
    void onlyWhoSaysSoTrustsAnyone() {
        Obj.Builder fields =
                Obj.builder().put("tls_insecure_skip_verify", dev.meshwarden.rego.value.Bool.TRUE);
        assertThat(send(server, "127.0.0.1", fields)).isEqualTo(Str.of("told"));
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        Obj.Builder fields =
                trusting()
                        .put("tls_client_cert", client.certificatePem())
                        .put("tls_client_key", client.keyPem());
        assertThat(send(strict, "localhost", fields)).isEqualTo(Str.of("told"));
        assertThatThrownBy(() -> send(strict, "localhost", trusting()))
                .isInstanceOf(BuiltinError.class)
                .hasMessageStartingWith("Get \"https://localhost:");
    }

    @Test
    void aKeyThatIsNoneIsAnError() throws Exception {
        Obj.Builder fields =
                trusting()
                        .put("tls_client_cert", client.certificatePem())
                        .put("tls_client_key", "x");
        assertThatThrownBy(() -> send(strict, "localhost", fields))
                .isInstanceOf(BuiltinError.class)
                .hasMessage("tls: failed to find any PEM data in key input");
    }
}
