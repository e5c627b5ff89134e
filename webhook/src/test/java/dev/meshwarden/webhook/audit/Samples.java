package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.decision.BreakGlassUse;
import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.RuleResult;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.review.Gvk;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reviews, decisions and records to test with. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456789Z");

    private Samples() {}

    public static Review review(String kind, String object) {
        return review(kind, Operation.CREATE, Optional.of(object), Optional.empty());
    }

    public static Review review(
            String kind, Operation operation, Optional<String> object, Optional<String> old) {
        Obj.Builder request =
                Obj.builder().put("uid", "705ab4f5").put("operation", operation.name());
        request.put(
                "resource",
                JsonReader.read(
                        "{\"group\":\"security.istio.io\",\"version\":\"v1\",\"resource\":\"peerauthentications\"}"));
        request.put("options", JsonReader.read("{\"fieldManager\":\"kubectl\"}"));
        request.put(
                "userInfo",
                JsonReader.read(
                        "{\"username\":\"ann\",\"groups\":[\"dev\"],\"extra\":{\"scopes\":[\"a-secret-scope\"]}}"));
        object.ifPresent(o -> request.put("object", JsonReader.read(o)));
        old.ifPresent(o -> request.put("oldObject", JsonReader.read(o)));
        return new Review(
                request.build(),
                "705ab4f5",
                Phase.VALIDATE,
                new Gvk("security.istio.io", "v1", kind),
                "peerauthentications",
                "",
                "payment",
                "strict",
                operation,
                object.map(o -> (Obj) JsonReader.read(o)),
                old.map(o -> (Obj) JsonReader.read(o)),
                Optional.of(new User("ann", "u-1", List.of("dev", "ops"))),
                false,
                NOW);
    }

    public static Review review() {
        return review(
                "PeerAuthentication",
                "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"PeerAuthentication\","
                        + "\"metadata\":{\"name\":\"strict\",\"namespace\":\"payment\"},"
                        + "\"spec\":{\"mtls\":{\"mode\":\"DISABLE\"}}}");
    }

    public static JudgedViolation violation(String message) {
        return new JudgedViolation(
                new Violation(
                        "MW-MTLS-001",
                        "a",
                        Severity.HIGH,
                        EnforcementAction.DENY,
                        message,
                        "Set it to STRICT.",
                        "/spec/mtls/mode",
                        Obj.EMPTY),
                EnforcementAction.DENY,
                "strict-mtls",
                "",
                List.of());
    }

    public static Decision decision(Verdict verdict, List<JudgedViolation> violations) {
        return new Decision(
                verdict,
                verdict.admits() ? 200 : 403,
                violations,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                false,
                EnforcementMode.ENFORCE,
                "baseline",
                "sha256:0123",
                List.of(new RuleResult("MW-MTLS-001", RuleResult.Outcome.FAIL, 1_200)));
    }

    public static Delivery delivery(String id) {
        return new Delivery(
                id,
                NOW,
                "security",
                "closed",
                403,
                new PolicyOrigins(
                        "builtin",
                        "meshwarden 0.1.0",
                        Map.of("MW-MTLS-001", new PolicyOrigins.Origin("sha256:ab", "rego"))),
                new Delivery.Latency(900_000, 0, 100_000, 20_000, 700_000),
                Optional.empty());
    }

    /** A denial. */
    public static AuditRecord denial() {
        return AuditRecord.of(
                review(),
                decision(Verdict.DENY, List.of(violation("Plaintext is accepted."))),
                delivery(DecisionId.next(NOW)));
    }

    /** A plain admission. */
    public static AuditRecord admission() {
        return AuditRecord.of(
                review(), decision(Verdict.ALLOW, List.of()), delivery(DecisionId.next(NOW)));
    }

    /** A denial that was passed. */
    public static AuditRecord passed() {
        Decision denied =
                decision(Verdict.BREAK_GLASS, List.of(violation("Plaintext is accepted.")));
        return AuditRecord.of(
                review(),
                new Decision(
                        denied.verdict(),
                        denied.code(),
                        denied.violations(),
                        denied.unchecked(),
                        denied.patches(),
                        denied.patched(),
                        denied.warnings(),
                        true,
                        Optional.of(new BreakGlassUse("meshwarden:break-glass", "PAY-12", "")),
                        denied.unchanged(),
                        denied.mode(),
                        denied.profile(),
                        denied.policyRevision(),
                        denied.results()),
                delivery(DecisionId.next(NOW)));
    }
}
