package dev.meshwarden.webhook.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Everything that {@code /metrics} shows. Every label has values known beforehand: names of entries, verdicts, reasons; never a
 * namespace, a user or an object.
 *
 * <p>Threading: any number of threads.
 */
public final class Metrics implements AutoCloseable {
    /** Past the API server's own limit of 30 s, so that late answers are seen as late. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(15),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Timer pauses =
            Timer.builder("meshwarden.process.pause")
                    .description("Times in which the whole process stood still")
                    .register(registry);

    public Metrics(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("meshwarden.build.info", () -> 1)
                .description("The running version")
                .tags("version", version)
                .register(registry);
    }

    /** One review answered. */
    public void answered(String phase, String entry, String verdict, int code, Duration took) {
        Tags tags = Tags.of("phase", phase, "entry", entry);
        Counter.builder("meshwarden.admission.reviews")
                .description("Reviews answered")
                .tags(tags.and("verdict", verdict, "code", Integer.toString(code)))
                .register(registry)
                .increment();
        Timer.builder("meshwarden.admission.duration")
                .description("From the first byte of a review to its answer")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** A request that was no review. */
    public void malformed() {
        count("meshwarden.admission.malformed", "Requests that were no review");
    }

    /** A review turned away because there was no room. */
    public void shed(String entry) {
        sheds(entry).increment();
    }

    /** Shown at 0 before the first: what appears at 1 was, to who reads rates, never counted. */
    public void mayShed(List<String> entries) {
        entries.forEach(this::sheds);
    }

    private Counter sheds(String entry) {
        return Counter.builder("meshwarden.admission.shed")
                .description("Reviews turned away for lack of room")
                .tags("entry", entry)
                .register(registry);
    }

    /** Who called: by what it was known, or why it was not. */
    public void caller(String result) {
        Counter.builder("meshwarden.callers")
                .description("Requests by how their caller was known, or why not")
                .tags("result", result)
                .register(registry)
                .increment();
    }

    /** A TLS handshake came to nothing. */
    public void handshakeFailed(String reason) {
        handshakeFailures(reason).increment();
    }

    /** Shown at 0 before the first. */
    public void mayFailHandshakes(List<String> reasons) {
        reasons.forEach(this::handshakeFailures);
    }

    private Counter handshakeFailures(String reason) {
        return Counter.builder("meshwarden.tls.handshake.failures")
                .description("TLS handshakes that failed")
                .tags("reason", reason)
                .register(registry);
    }

    /** A certificate, a CA or a token could not be put in place; the last good one stays. */
    public void tlsReloadError(String what) {
        Counter.builder("meshwarden.tls.reload.errors")
                .description("Certificates, callers' CAs and tokens that could not be put in place")
                .tags("what", what)
                .register(registry)
                .increment();
    }

    /** The process did nothing at all for so long. */
    public void stoodStill(Duration took) {
        pauses.record(took);
    }

    /** A fault of the program while answering. */
    public void fault() {
        count("meshwarden.faults", "Faults of the program");
    }

    /** A set of policies was put in force or refused. */
    public void policyLoad(boolean accepted) {
        Counter.builder("meshwarden.policy.loads")
                .description("Policy sets looked at")
                .tags("result", accepted ? "accepted" : "refused")
                .register(registry)
                .increment();
    }

    /** Rules that could not be judged. */
    public void ruleErrors(String outcome, int count) {
        Counter.builder("meshwarden.rule.errors")
                .description("Answers of rules that broke or reached a limit")
                .tags("outcome", outcome)
                .register(registry)
                .increment(count);
    }

    /** A rule cost too much and is not asked for a while. */
    public void ruleSkipped(String rule) {
        Counter.builder("meshwarden.rule.breaker.opened")
                .description(
                        "Times a rule cost too much and was left alone for a while, everywhere or"
                                + " in a namespace")
                .tags("rule", rule)
                .register(registry)
                .increment();
    }

    /** An answer left, or was refused, without a durable record. */
    public void auditMissing(String cause) {
        Counter.builder("meshwarden.audit.missing")
                .description("Answers whose record was not durable in time")
                .tags("cause", cause)
                .register(registry)
                .increment();
    }

    /** The wait for an audit record to be durable. */
    public void auditWait(Duration took) {
        Timer.builder("meshwarden.audit.wait")
                .description("Wait for the record of an answer to be durable")
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** Somebody's change to a webhook configuration was taken back. */
    public void registrationRepaired(String field) {
        Counter.builder("meshwarden.registration.repairs")
                .description("Changes to webhook configurations taken back, by field")
                .tags("field", field)
                .register(registry)
                .increment();
    }

    /** Shows a number that is read whenever it is asked for; the name in dots, the tags as names and values in turn. */
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Takes a gauge away, such as that of a revision that is no longer in force. */
    public void removeGauges(String name) {
        registry.find(name).meters().forEach(registry::remove);
    }

    private void count(String name, String description) {
        Counter.builder(name).description(description).register(registry).increment();
    }

    /** As Prometheus reads it. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
