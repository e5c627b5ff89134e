package dev.meshwarden.webhook.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gives each test class a {@link Cluster} of its own over one etcd for all. Without a control plane its tests count as skipped, or as
 * failed where the system property {@code meshwarden.e2e} is {@code required}.
 */
final class EndToEnd implements BeforeAllCallback, ParameterResolver, TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EndToEnd.class);

    /** One for the whole run. */
    private sealed interface Level extends AutoCloseable {
        @Override
        void close() throws IOException;

        record Real(Path program, Etcd etcd, Path folder) implements Level {
            @Override
            public void close() throws IOException {
                etcd.close();
                if (System.getenv("MESHWARDEN_E2E_KEEP") == null) {
                    Folders.delete(folder);
                }
            }
        }

        record None(String reason) implements Level {
            @Override
            public void close() {}
        }
    }

    private static Level level() {
        try {
            return switch (KubeBinary.find()) {
                case KubeBinary.Outcome.Found(var program) -> {
                    Path folder = Files.createTempDirectory("meshwarden-e2e-");
                    Etcd etcd = Etcd.start(program, folder.resolve("etcd"));
                    System.out.println(
                            "e2e: real kube-apiserver " + KubeBinary.VERSION + ", way A");
                    yield new Level.Real(program, etcd, folder);
                }
                case KubeBinary.Outcome.Missing(var reason) -> {
                    System.out.println("e2e: SKIPPED, " + reason);
                    yield new Level.None(reason);
                }
            };
        } catch (Exception e) {
            throw new IllegalStateException("the control plane does not start", e);
        }
    }

    private static Level.Real real(ExtensionContext context) {
        Level level =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(Level.class, _ -> level(), Level.class);
        return switch (level) {
            case Level.Real real -> real;
            case Level.None(var reason) -> {
                if ("required".equals(System.getProperty("meshwarden.e2e"))) {
                    throw new AssertionError("e2e is required: " + reason);
                }
                throw new TestAbortedException("e2e: SKIPPED, " + reason);
            }
        };
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        real(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cluster.class || type == Harness.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Level.Real real = real(context);
        Path folder = real.folder().resolve(context.getRequiredTestClass().getSimpleName());
        if (parameter.getParameter().getType() == Harness.class) {
            return new Harness(real.program(), real.etcd(), folder);
        }
        return ofClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Cluster.class, _ -> cluster(real, folder), Cluster.class);
    }

    private static Cluster cluster(Level.Real real, Path folder) {
        try {
            return Cluster.start(real.program(), real.etcd(), folder);
        } catch (Exception e) {
            throw new IllegalStateException("the cluster does not start", e);
        }
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestMethod().isPresent()) {
            at = at.getParent().orElseThrow();
        }
        return at;
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Optional.ofNullable(ofClass(context).getStore(NAMESPACE).get(Cluster.class, Cluster.class))
                .ifPresent(cluster ->
                        System.err.println(
                                "after " + context.getDisplayName() + ":\n" + cluster.tails()));
    }
}
