package dev.meshwarden.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.Phase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Who goes first when there is no room for all. */
class CpuGateTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ConcurrentLinkedQueue<Urgency> served = new ConcurrentLinkedQueue<>();
    private final CpuGate gate = new CpuGate(1, 3);

    private static Deadline deadline() {
        return new Deadline(System.nanoTime(), LONG);
    }

    /** Whether it got a place; while it waits the future is open. */
    private CompletableFuture<Boolean> waiting(Urgency urgency) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Optional<CpuGate.Place> place = gate.enter(urgency, deadline());
                        place.ifPresent(p -> {
                            served.add(urgency);
                            p.close();
                        });
                        return place.isPresent();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void F47_theUrgentAreServedFirstAndEqualsInTheirOrder() throws Exception {
        CpuGate.Place held = gate.enter(Urgency.TRAFFIC, deadline()).orElseThrow();
        List<CompletableFuture<Boolean>> all =
                List.of(Urgency.MUTATION, Urgency.TRAFFIC, Urgency.SECURITY).stream()
                        .map(urgency -> {
                            int before = gate.waiting();
                            CompletableFuture<Boolean> one = waiting(urgency);
                            await(() -> gate.waiting() == before + 1);
                            return one;
                        })
                        .toList();
        held.close();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isTrue());
        assertThat(served).containsExactly(Urgency.SECURITY, Urgency.TRAFFIC, Urgency.MUTATION);
        assertThat(gate.atWork()).isZero();
    }

    @Test
    void F47_aFullQueueTurnsTheLeastUrgentAwayForOneMoreUrgent() throws Exception {
        CpuGate.Place held = gate.enter(Urgency.TRAFFIC, deadline()).orElseThrow();
        CompletableFuture<Boolean> first = waiting(Urgency.MUTATION);
        await(() -> gate.waiting() == 1);
        CompletableFuture<Boolean> last = waiting(Urgency.MUTATION);
        await(() -> gate.waiting() == 2);
        CompletableFuture<Boolean> traffic = waiting(Urgency.TRAFFIC);
        await(() -> gate.waiting() == 3);

        assertThat(waiting(Urgency.MUTATION).join()).as("nobody is less urgent").isFalse();
        CompletableFuture<Boolean> security = waiting(Urgency.SECURITY);
        assertThat(last.join()).as("the last of the least urgent").isFalse();
        held.close();

        assertThat(List.of(first, traffic, security))
                .allSatisfy(one -> assertThat(one.join()).isTrue());
    }

    @Test
    void theCanaryNeverWaits() throws Exception {
        CpuGate.Place held = gate.enter(Urgency.TRAFFIC, deadline()).orElseThrow();
        CompletableFuture<Boolean> queued = waiting(Urgency.SECURITY);
        await(() -> gate.waiting() == 1);

        CpuGate.Place canary = gate.enter(Urgency.CANARY, deadline()).orElseThrow();
        assertThat(gate.atWork()).isEqualTo(2);
        canary.close();
        assertThat(queued.isDone()).as("its place was beside the others").isFalse();
        held.close();
        assertThat(queued.join()).isTrue();
    }

    @Test
    void whoeverWaitsInVainLeavesTheQueue() throws Exception {
        CpuGate.Place held = gate.enter(Urgency.TRAFFIC, deadline()).orElseThrow();

        assertThat(
                        gate.enter(
                                Urgency.SECURITY,
                                new Deadline(System.nanoTime(), Duration.ofMillis(40))))
                .isEmpty();
        assertThat(gate.waiting()).isZero();
        held.close();
        assertThat(gate.enter(Urgency.MUTATION, deadline())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "validate, canary, CREATE, CANARY",
        "validate, security, CREATE, SECURITY",
        "validate, mesh-config, UPDATE, SECURITY",
        "validate, traffic, CREATE, TRAFFIC",
        "validate, traffic, DELETE, SECURITY",
        "validate, '', UPDATE, TRAFFIC",
        "validate, '', DELETE, SECURITY",
        "mutate, istio, DELETE, MUTATION",
    })
    void urgencyIsKnownBeforeAnythingIsParsed(
            String phase, String entry, String operation, Urgency urgency) {
        String body =
                "{\"request\":{\"name\":\"x\",\"operation\":\"" + operation + "\",\"object\":{}}}";
        var call =
                new Call(
                        new Entry(entry, phase.equals("mutate") ? Phase.MUTATE : Phase.VALIDATE),
                        body.getBytes(StandardCharsets.UTF_8),
                        deadline());

        assertThat(Urgency.of(call)).isEqualTo(urgency);
    }

    @Test
    void aNameCannotPassForAnOperation() {
        String body =
                "{\"request\":{\"name\":\"\\\"operation\\\":\\\"DELETE\\\"\",\"operation\":\"CREATE\"}}";

        assertThat(
                        Urgency.of(
                                new Call(
                                        new Entry("", Phase.VALIDATE),
                                        body.getBytes(StandardCharsets.UTF_8),
                                        deadline())))
                .isEqualTo(Urgency.TRAFFIC);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
