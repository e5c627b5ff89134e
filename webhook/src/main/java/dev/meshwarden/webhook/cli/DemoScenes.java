package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.patch.Application;
import dev.meshwarden.policy.patch.JsonPatch;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.suite.VerdictFixture;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What deserves more than a line of the demo's table: a repair, and two empty policies that mean opposite things. */
final class DemoScenes {
    /** Reviews that {@link #play} sends. */
    static final int CALLS = 3;

    private final Terminal terminal;
    private final DemoClient client;

    DemoScenes(Terminal terminal, DemoClient client) {
        this.terminal = terminal;
        this.client = client;
    }

    Exit play(Path fixtures) throws IOException, InterruptedException {
        Exit repair = repair(fixtures.resolve("mtls/missing-mode-is-repaired"));
        Exit empty = empty(fixtures);
        return repair.worse(empty);
    }

    private Exit repair(Path folder) throws IOException, InterruptedException {
        VerdictFixture fixture = read(folder);
        DemoClient.Answer answer = client.ask("/mutate", fixture.review());
        Obj before = fixture.review().subject();
        Array patch = answer.patch().orElse(Array.EMPTY);
        Optional<Value> after = patched(before, patch);
        terminal.print(terminal.colours().bold("A repair") + "  " + fixture.claim());
        terminal.print("  before  " + JsonWriter.toJson(before));
        terminal.print("  patch   " + JsonWriter.toJson(patch));
        terminal.print("  after   " + after.map(JsonWriter::toJson).orElse("(it does not apply)"));
        terminal.print("");
        boolean expected =
                fixture.expect().patch().map(ops -> patch.equals(Array.ofList(ops))).orElse(false);
        return expected && after.isPresent() ? Exit.OK : Exit.NO;
    }

    private static Optional<Value> patched(Obj before, Array patch) {
        List<Patch.Op> ops = new ArrayList<>();
        for (Value op : patch) {
            ops.add(
                    new Patch.Op(
                            text(op, "op"),
                            text(op, "path"),
                            text(op, "from"),
                            Review.at(op, "value")));
        }
        return JsonPatch.apply(before, ops) instanceof Application.Applied(var after)
                ? Optional.of(after)
                : Optional.empty();
    }

    private static String text(Value root, String field) {
        return Review.at(root, field) instanceof Str s ? s.text() : "";
    }

    private Exit empty(Path fixtures) throws IOException, InterruptedException {
        terminal.print(
                terminal.colours().bold("Two empty policies")
                        + "  that mean opposite things, told apart");
        Exit nobody =
                refused(
                        "spec: {}             nobody may call",
                        "MW-AUTHZ-020",
                        fixtures.resolve("authz/empty-spec-without-intent-is-denied"));
        Exit anyone =
                refused(
                        "spec: {rules: [{}]}  anyone may call",
                        "MW-AUTHZ-001",
                        fixtures.resolve("demo/allow-all-is-denied"));
        terminal.print("");
        return nobody.worse(anyone);
    }

    private Exit refused(String what, String rule, Path folder)
            throws IOException, InterruptedException {
        DemoClient.Answer answer = client.ask("/validate", read(folder).review());
        terminal.print("  " + what + ": " + terminal.colours().red(answer.verdict()));
        answer.message().lines().forEach(line -> terminal.print("    " + line));
        return answer.verdict().equals("deny") && answer.rules().contains(rule) ? Exit.OK : Exit.NO;
    }

    private static VerdictFixture read(Path folder) {
        return VerdictCases.read(folder.resolve(VerdictCases.FILE), Instant.now());
    }
}
