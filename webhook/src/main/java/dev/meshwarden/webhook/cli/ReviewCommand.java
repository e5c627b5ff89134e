package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.YamlReader;
import dev.meshwarden.webhook.admission.AdmissionCodec;
import dev.meshwarden.webhook.admission.Call;
import dev.meshwarden.webhook.admission.Deadline;
import dev.meshwarden.webhook.admission.Entry;
import dev.meshwarden.webhook.admission.MalformedReview;
import dev.meshwarden.webhook.admission.Reply;
import dev.meshwarden.webhook.assembly.UnreadableFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code review}: one AdmissionReview in, the webhook's answer to it out. */
@Command(
        name = "review",
        description =
                "Answers one AdmissionReview as the webhook would; exit code 1 when it is denied.")
final class ReviewCommand implements dev.meshwarden.webhook.cli.Command {
    private static final Duration BUDGET = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE", description = "JSON or YAML, or - for the standard input.")
    private String file = "-";

    @Mixin private PolicyOptions policies = new PolicyOptions();

    @Option(names = "--mutate", description = "Answer as /mutate instead of /validate.")
    private boolean mutate;

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The time of the decision, RFC 3339.")
    private @Nullable OffsetDateTime now;

    @Override
    public Exit run(Terminal terminal) {
        PolicySet set = policies.load(terminal);
        Instant at =
                Optional.ofNullable(now).map(OffsetDateTime::toInstant).orElseGet(Instant::now);
        Entry entry = new Entry("", mutate ? Phase.MUTATE : Phase.VALIDATE);
        var codec = new AdmissionCodec();
        try {
            var call = new Call(entry, body(terminal), new Deadline(System.nanoTime(), BUDGET));
            Review review = codec.decode(call, at);
            Decision decision = set.decide(review, Optional.empty(), BUDGET);
            Reply reply =
                    codec.encode(entry, review, decision, UUID.randomUUID().toString(), Map.of());
            terminal.print(new String(reply.body(), StandardCharsets.UTF_8));
            return decision.allowed() ? Exit.OK : Exit.NO;
        } catch (MalformedReview e) {
            throw CannotRead.file(file, e.reason());
        }
    }

    private byte[] body(Terminal terminal) {
        byte[] bytes;
        try {
            bytes =
                    file.equals("-")
                            ? terminal.in().readAllBytes()
                            : Files.readAllBytes(terminal.resolve(Path.of(file)));
        } catch (IOException e) {
            throw new UnreadableFile(file, UnreadableFile.why(e));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("{")) {
            return bytes;
        }
        try {
            var documents = YamlReader.manifests(text);
            return documents.size() == 1
                    ? JsonWriter.toJson(documents.getFirst().value())
                            .getBytes(StandardCharsets.UTF_8)
                    : bytes;
        } catch (MalformedText e) {
            throw CannotRead.file(file, e.reason());
        }
    }
}
