package dev.meshwarden.webhook.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;

import org.eclipse.jetty.server.Server;

/** What both servers have in common. */
final class JavalinDefaults {
    private JavalinDefaults() {}

    static void apply(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new PlainErrors()));
    }

    static void prepare(Server server) {
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        server.setStopAtShutdown(false);
    }
}
