package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Obj;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends on a thread of its own, so that neither a name server nor a host holds the evaluation longer than its deadline. */
final class Sender {
    private final Budget budget;
    private final ListedHosts hosts;

    Sender(Budget budget, ListedHosts hosts) {
        this.budget = budget;
        this.hosts = hosts;
    }

    /** Throws {@link BuiltinError} for a request that cannot be sent. */
    Obj send(RequestFields request) throws HttpFault {
        var hop =
                new Hop(
                        request.method(),
                        RequestUrl.of(request.url()),
                        request.headers(),
                        request.body());
        HttpClient.Builder client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);
        TlsChoice.of(request, hop.uri()).ifPresent(client::sslContext);
        var work = new FutureTask<>(() -> exchange(client, request, hop));
        Thread.ofVirtual().name("http.send").start(work);
        return await(work, shorter(request.timeout(), budget.left()), hop);
    }

    private Obj exchange(HttpClient.Builder builder, RequestFields request, Hop hop)
            throws HttpFault, InterruptedException {
        HttpClient client = builder.build();
        try {
            return new Exchange(client, hosts, request).run(hop);
        } finally {
            client.shutdownNow();
        }
    }

    private Obj await(FutureTask<Obj> work, Duration patience, Hop hop) throws HttpFault {
        try {
            return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            work.cancel(true);
            budget.checkTime();
            throw HttpFault.timedOut(hop);
        } catch (InterruptedException _) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            budget.cancel();
            budget.checkTime();
            throw HttpFault.timedOut(hop);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpFault fault) {
                throw fault;
            }
            if (cause instanceof BuiltinError error) {
                throw error;
            }
            throw new IllegalStateException("bug: http.send", e);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
