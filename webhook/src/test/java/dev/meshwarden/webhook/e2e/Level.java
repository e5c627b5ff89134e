package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What there is to run the tests against: one for the whole run, the first that holds. */
sealed interface Level extends AutoCloseable {
    @Override
    void close() throws IOException;

    /** A control plane of our own: API servers at will, over one etcd. */
    record Own(Path program, Etcd etcd, Path folder, Reach reach) implements Level {
        Harness harness(String name) {
            return new Harness(program, etcd, folder.resolve(name), reach);
        }

        @Override
        public void close() throws IOException {
            etcd.close();
            if (System.getenv("MESHWARDEN_E2E_KEEP") == null) {
                Folders.delete(folder);
            }
        }
    }

    /** Somebody's test cluster: one for all, put in order after each test class. */
    record Foreign(ForeignCluster gate, Guest guest, Path folder, Reach reach) implements Level {
        @Override
        public void close() throws IOException {
            guest.leave();
            Folders.delete(folder);
        }
    }

    /** Nothing. */
    record None(String reason) implements Level {
        @Override
        public void close() {}
    }

    /** Looks for one: what somebody named comes before what must be built. */
    static Level find() {
        try {
            String kubeconfig = System.getenv().getOrDefault(ForeignCluster.KUBECONFIG, "");
            Optional<KubeBinary.Outcome> named = KubeBinary.named();
            if (named.isEmpty() && !kubeconfig.isEmpty()) {
                return foreign(Path.of(kubeconfig));
            }
            return switch (named.isPresent() ? named.get() : KubeBinary.built()) {
                case KubeBinary.Outcome.Found(var program) -> own(program);
                case KubeBinary.Outcome.Missing(var reason) -> {
                    System.out.println("e2e: SKIPPED, " + reason);
                    yield new None(reason);
                }
            };
        } catch (Exception e) {
            throw new IllegalStateException("no control plane to test against", e);
        }
    }

    private static Own own(Path program) throws Exception {
        Path folder = Files.createTempDirectory("meshwarden-e2e-");
        return new Own(
                program,
                Etcd.start(program, folder.resolve("etcd")),
                folder,
                Reach.ofRun(KubeBinary.VERSION, Reach.Way.A, Reach.Way.C));
    }

    private static Foreign foreign(Path kubeconfig) throws Exception {
        var gate = ForeignCluster.read(kubeconfig);
        return new Foreign(
                gate,
                Guest.in(gate),
                Files.createTempDirectory("meshwarden-e2e-"),
                Reach.ofRun(gate.version(), Reach.Way.C));
    }
}
