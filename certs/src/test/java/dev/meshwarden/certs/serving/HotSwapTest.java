package dev.meshwarden.certs.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.pki.ServerNames;
import dev.meshwarden.certs.renewal.CertSettings;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.fixtures.AnyDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Real sockets on the real clock: the leaf must be valid now. */
final class HotSwapTest {
    private final CertSettings settings = CertSettings.file(ServerNames.LOOPBACK);
    private Duration ahead = Duration.ZERO;

    private ServingIdentity start(Path folder) throws Exception {
        return ServingIdentity.rotating(
                FileStore.open(folder),
                LeafFiles.open(folder),
                settings,
                () -> Instant.now().plus(ahead));
    }

    /** Makes the leaf due at once: two days into an age that only this look sees. */
    private void swap(ServingIdentity identity) {
        ahead = ahead.isZero() ? Duration.ofDays(26) : Duration.ZERO;
        assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void theNextHandshakeShowsTheNewCertificateEvenToAClientThatWouldResume(@TempDir Path folder)
            throws Exception {
        ServingIdentity identity = start(folder);
        try (var server = new EchoServer(identity.sslContext())) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                SSLContext client = trusting(identity.caBundlePem());
                Seen first = see(client, server.port(), protocol);
                assertThat(see(client, server.port(), protocol))
                        .as("the client resumes, or this test shows nothing")
                        .isEqualTo(first);
                assertThat(see(client, server.port(), protocol).serial())
                        .isEqualTo(identity.served().serial());
                ahead = Duration.ofDays(26);
                assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
                assertThat(see(client, server.port(), protocol).serial())
                        .isEqualTo(identity.served().serial());
                ahead = Duration.ZERO; // the leaf now begins in the future: due again
                assertThat(identity.renewIfDue()).isInstanceOf(Renewal.Renewed.class);
            }
        }
    }

    @Test
    void F21_fortySwapsUnderTrafficFailNoHandshake(@TempDir Path folder) throws Exception {
        ServingIdentity identity = start(folder);
        var stop = new AtomicBoolean();
        var handshakes = new AtomicInteger();
        try (var server = new EchoServer(identity.sslContext());
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            String bundle = identity.caBundlePem();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                running.add(
                        clients.submit(() -> {
                            SSLContext own = trusting(bundle);
                            while (!stop.get()) {
                                see(own, server.port(), "TLSv1.3");
                                handshakes.incrementAndGet();
                            }
                            return null;
                        }));
            }
            for (int i = 0; i < 40; i++) {
                swap(identity);
            }
            stop.set(true);
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(handshakes.get()).isPositive();
    }

    @Test
    void whatIsTooOldForTheFloorIsNotSpoken(@TempDir Path folder) throws Exception {
        ServingIdentity identity = start(folder);
        var supported =
                List.of(identity.sslContext().getSupportedSSLParameters().getCipherSuites());
        for (TlsFloor floor : TlsFloor.values()) {
            assertThat(supported).containsAll(floor.cipherSuites());
            assertThat(floor.cipherSuites())
                    .allMatch(s -> s.contains("GCM") || s.contains("POLY1305"));
        }
        assertThat(TlsFloor.V1_3.protocols()).containsExactly("TLSv1.3");
        assertThat(TlsFloor.V1_2.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    /** What one connection showed; a resumed session keeps its creation time. */
    private record Seen(String serial, long sessionBegan) {}

    private static Seen see(SSLContext client, int port, String protocol) throws IOException {
        try (var socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            socket.getOutputStream().write('x');
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new Seen(
                    certificate.getSerialNumber().toString(16),
                    socket.getSession().getCreationTime());
        }
    }

    /** Trusts the bundle at any date: the certificates of these tests are of several. */
    private static SSLContext trusting(String bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyDate(Pem.certificates(bundle))}, null);
        return context;
    }

    /** Answers every byte with itself. */
    private static final class EchoServer implements AutoCloseable {
        private final SSLServerSocket socket;

        EchoServer(SSLContext context) throws IOException {
            socket =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    var one = socket.accept();
                    Thread.ofVirtual()
                            .start(() -> {
                                try (one) {
                                    InputStream in = one.getInputStream();
                                    for (int b = in.read(); b >= 0; b = in.read()) {
                                        one.getOutputStream().write(b);
                                        one.getOutputStream().flush();
                                    }
                                } catch (IOException _) {
                                    // the client sees it, and its test fails
                                }
                            });
                } catch (IOException _) {
                    return; // closed
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
