package dev.meshwarden.webhook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** More reviews at once than there are places: the client is told to try again, and when. */
@ExtendWith(EndToEnd.class)
final class T21Overload {
    private static final int CALLERS = 4;
    private static final int CALLS = 320;

    @Test
    void whoeverIsTurnedAwayIsToldWhenToTryAgain(Cluster cluster) throws Exception {
        var installed = Installed.into(cluster);
        installed.replica(
                Installed.Settings.MANAGED.withRest("admission: {concurrency: 1, queue: 0}"),
                cluster.clusterIp(),
                Ports.SERVICE);
        installed.awaitEnforced();
        String path = Istio.peerAuthentications(cluster.freshNamespace("t21")) + "?dryRun=All";
        List<Api> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(cluster.alice());
        }
        List<Api.Answer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CALLERS * 20)) {
            List<Callable<Api.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                Api caller = callers.get(i % CALLERS);
                calls.add(() -> caller.post(path, Istio.peerAuthentication("p", "STRICT")));
            }
            for (Future<Api.Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).allSatisfy(a -> assertThat(a.code()).as(a.message()).isIn(201, 429));
        List<Api.Answer> shed = answers.stream().filter(a -> a.code() == 429).toList();
        System.out.printf("e2e: of %d at once %d were told to try again%n", CALLS, shed.size());
        assertThat(shed)
                .isNotEmpty()
                .allSatisfy(a -> {
                    assertThat(a.message()).contains("overloaded, try again");
                    assertThat(a.response().headers().firstValue("Retry-After")).isPresent();
                });
    }
}
