package dev.meshwarden.webhook.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gives each test class a {@link Cluster}: its own over one etcd for all, or somebody's test cluster. Without either its tests count as
 * skipped, or as failed where the system property {@code meshwarden.e2e} is {@code required}.
 */
final class EndToEnd
        implements BeforeAllCallback, ExecutionCondition, ParameterResolver, TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EndToEnd.class);
    private static final ConditionEvaluationResult ENABLED =
            ConditionEvaluationResult.enabled("there is what it needs");

    private static Level level(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Level.class, _ -> Level.find(), Level.class);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (level(context) instanceof Level.None(var reason)) {
            if ("required".equals(System.getProperty("meshwarden.e2e"))) {
                throw new AssertionError("e2e is required: " + reason);
            }
            throw new TestAbortedException("e2e: SKIPPED, " + reason);
        }
    }

    /** Who makes clusters needs a control plane of our own. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean makesClusters =
                context.getTestMethod()
                        .map(m -> Arrays.asList(m.getParameterTypes()).contains(Harness.class))
                        .orElse(false);
        return makesClusters && level(context) instanceof Level.Foreign
                ? ConditionEvaluationResult.disabled(
                        ForeignCluster.without("a cluster of its own").getMessage())
                : ENABLED;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Cluster.class || type == Harness.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        Level level = level(context);
        if (parameter.getParameter().getType() == Harness.class) {
            if (level instanceof Level.Own own) {
                return own.harness(name);
            }
            throw ForeignCluster.without("a cluster of its own");
        }
        return ofClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Cluster.class, _ -> cluster(level, name), Cluster.class);
    }

    private static Cluster cluster(Level level, String name) {
        try {
            return switch (level) {
                case Level.Own own -> {
                    Harness harness = own.harness("");
                    yield harness.cluster(name);
                }
                case Level.Foreign(var gate, var guest, Path folder, var reach) ->
                        Cluster.visit(gate, guest, folder.resolve(name), reach);
                case Level.None(var reason) -> throw new IllegalStateException(reason);
            };
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
