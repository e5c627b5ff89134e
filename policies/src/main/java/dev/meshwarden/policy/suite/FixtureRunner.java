package dev.meshwarden.policy.suite;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.patch.Patch;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.profile.Profiles.Found;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.policy.suite.VerdictFixture.ExpectedViolation;
import dev.meshwarden.policy.suite.VerdictFixture.ProfileChoice;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Runs verdict fixtures against a policy set. */
public final class FixtureRunner {
    private final PolicySet policies;
    private final Duration timeLeft;

    /**
     * @param timeLeft what each case's decision may take
     */
    public FixtureRunner(PolicySet policies, Duration timeLeft) {
        this.policies = policies;
        this.timeLeft = timeLeft;
    }

    /** Runs one case. */
    public FixtureResult run(VerdictFixture fixture) {
        List<String> differences = new ArrayList<>();
        Optional<Profile> profile = profile(fixture, differences);
        if (profile.isEmpty()) {
            return new FixtureResult(fixture, Optional.empty(), differences);
        }
        PolicySet set = policies.withProfile(profile.get());
        Decision decision = set.decide(fixture.review(), fixture.mesh(), timeLeft);
        compareVerdict(fixture, decision, differences);
        fixture.expect().violations().ifPresent(e -> compare(e, decision, differences));
        compareUnchecked(fixture, decision, differences);
        fixture.expect()
                .patch()
                .ifPresent(expected -> {
                    Decision mutated =
                            set.decider().mutate(fixture.review(), fixture.mesh(), timeLeft);
                    comparePatch(expected, mutated, differences);
                });
        return new FixtureResult(fixture, Optional.of(decision), differences);
    }

    private Optional<Profile> profile(VerdictFixture fixture, List<String> differences) {
        Optional<Profile> base =
                switch (fixture.profile()) {
                    case ProfileChoice.AsLoaded _ -> Optional.of(policies.profile());
                    case ProfileChoice.Named(var name) ->
                            resolved(policies.profiles(), name, differences);
                    case ProfileChoice.Written(var spec) ->
                            resolved(
                                    policies.profiles().plus(List.of(spec)),
                                    spec.name(),
                                    differences);
                };
        return base.map(p -> {
            var mutations = new TreeSet<>(p.mutations());
            mutations.addAll(fixture.mutations());
            return p.withMutations(mutations);
        });
    }

    private static Optional<Profile> resolved(
            Profiles profiles, String name, List<String> differences) {
        return switch (profiles.resolve(name)) {
            case Found.Resolved(var profile) -> Optional.of(profile);
            case Found.Missing(var diagnostic) -> {
                differences.add(diagnostic.line());
                yield Optional.empty();
            }
        };
    }

    private static void compareVerdict(
            VerdictFixture fixture, Decision decision, List<String> differences) {
        if (decision.verdict() != fixture.expect().verdict()) {
            differences.add(
                    "verdict: expected "
                            + fixture.expect().verdict().text()
                            + ", got "
                            + decision.verdict().text());
        }
        decision.unchecked().stream()
                .filter(UncheckedClause::isError)
                .forEach(u -> differences.add("broken: " + u.line()));
    }

    private static void compare(
            List<ExpectedViolation> expected, Decision decision, List<String> differences) {
        List<JudgedViolation> left =
                new ArrayList<>(
                        decision.violations().stream()
                                .filter(v -> v.action().compareTo(EnforcementAction.WARN) >= 0)
                                .toList());
        for (ExpectedViolation wanted : expected) {
            Optional<JudgedViolation> found =
                    left.stream().filter(v -> fits(wanted, v)).findFirst();
            found.ifPresentOrElse(
                    left::remove, () -> differences.add("missing violation: " + shown(wanted)));
        }
        left.forEach(v -> differences.add("unexpected violation: " + shown(v)));
    }

    private static boolean fits(ExpectedViolation wanted, JudgedViolation got) {
        Violation violation = got.violation();
        return violation.rule().equals(wanted.rule())
                && wanted.clause().map(violation.clause()::equals).orElse(true)
                && wanted.path().map(violation.path()::equals).orElse(true)
                && wanted.action().map(a -> a == got.action()).orElse(true);
    }

    private static String shown(ExpectedViolation wanted) {
        return wanted.action().map(EnforcementAction::text).orElse("any")
                + " "
                + wanted.rule()
                + wanted.clause().map(c -> "/" + c).orElse("")
                + wanted.path().map(p -> " " + p).orElse("");
    }

    private static String shown(JudgedViolation got) {
        return got.action().text() + " " + got.line();
    }

    private static void compareUnchecked(
            VerdictFixture fixture, Decision decision, List<String> differences) {
        for (String wanted : fixture.expect().unchecked()) {
            boolean found =
                    decision.unchecked().stream()
                            .anyMatch(u ->
                                    wanted.equals(u.rule())
                                            || wanted.equals(u.rule() + "/" + u.clause()));
            if (!found) {
                differences.add("not among the unchecked: " + wanted);
            }
        }
    }

    private static void comparePatch(
            List<Value> expected, Decision mutated, List<String> differences) {
        Array got = Array.ofList(mutated.patchOps().stream().map(Patch.Op::asValue).toList());
        if (!got.equals(Array.ofList(expected))) {
            differences.add("patch: expected " + Array.ofList(expected) + ", got " + got);
        }
    }
}
