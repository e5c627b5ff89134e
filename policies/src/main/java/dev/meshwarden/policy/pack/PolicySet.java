package dev.meshwarden.policy.pack;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.regorule.RegoRules;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Everything that decides, loaded together and immutable: what a reload replaces as a whole. */
public final class PolicySet {
    private final Rules rules;
    private final List<Constraint> constraints;
    private final List<Exemption> exemptions;
    private final Profiles profiles;
    private final Profile profile;
    private final Revision.Code code;
    private final LongSupplier nanoTime;
    private final Decider decider;

    private PolicySet(
            Rules rules,
            List<Constraint> constraints,
            List<Exemption> exemptions,
            Profiles profiles,
            Profile profile,
            Revision.Code code,
            LongSupplier nanoTime) {
        this.rules = rules;
        this.constraints = List.copyOf(constraints);
        this.exemptions = List.copyOf(exemptions);
        this.profiles = profiles;
        this.profile = profile;
        this.code = code;
        this.nanoTime = nanoTime;
        this.decider =
                new Decider(
                        rules,
                        constraints,
                        exemptions,
                        profile,
                        Revision.of(code, rules, constraints, exemptions, profile),
                        nanoTime);
    }

    /** What loading came to. */
    public sealed interface Loading {
        /**
         * All is good.
         *
         * @param notes what was left out, in case it was meant
         */
        record Loaded(PolicySet policies, List<Diagnostic> notes) implements Loading {
            public Loaded {
                notes = List.copyOf(notes);
            }
        }

        /** Something is not, so nothing is loaded; sorted by place. */
        record Rejected(List<Diagnostic> diagnostics) implements Loading {
            public Rejected {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /**
     * Loads everything or nothing.
     *
     * @param nanoTime monotonic, as {@code System::nanoTime}; measures how long rules take
     */
    public static Loading load(PolicySources sources, LongSupplier nanoTime) {
        var files = new PolicyFiles(sources.files());
        List<Diagnostic> problems = new ArrayList<>(files.problems);
        List<Rule> all = new ArrayList<>();
        String revision = "";
        if (!files.modules.isEmpty()) {
            switch (RegoRules.of(files.modules, files.pages, sources.hosts())) {
                case RegoRules.Loading.Rejected(var diagnostics) -> problems.addAll(diagnostics);
                case RegoRules.Loading.Loaded(var rules, var policy) -> {
                    all.addAll(rules);
                    revision = policy.revision();
                }
            }
        }
        all.addAll(sources.rules());
        Rules.Collected collected = Rules.collect(all);
        collected
                .clashes()
                .forEach(c ->
                        problems.add(
                                new Diagnostic(
                                        Code.POLICY,
                                        "`" + c.id() + "`: " + c.reason(),
                                        Location.NONE)));
        Profiles profiles = Profiles.builtIn().plus(files.profiles);
        Profile profile =
                switch (profiles.resolve(sources.profile())) {
                    case Profiles.Found.Resolved(var found) -> found;
                    case Profiles.Found.Missing(var diagnostic) -> {
                        problems.add(diagnostic);
                        yield Profile.EMPTY;
                    }
                };
        if (problems.isEmpty()) {
            problems.addAll(References.check(collected.rules(), files));
        }
        return problems.isEmpty()
                ? new Loading.Loaded(
                        new PolicySet(
                                collected.rules(),
                                files.constraints,
                                files.exemptions,
                                profiles,
                                profile,
                                new Revision.Code(revision, sources.code()),
                                nanoTime),
                        files.notes)
                : new Loading.Rejected(problems.stream().sorted(Diagnostic.ORDER).toList());
    }

    /** Decides; see {@link Decider#decide}. */
    public Decision decide(Review review, Optional<MeshView> mesh, Duration timeLeft) {
        return decider.decide(review, mesh, timeLeft);
    }

    public Decider decider() {
        return decider;
    }

    /** The same policies under another profile. */
    public PolicySet withProfile(Profile other) {
        return new PolicySet(rules, constraints, exemptions, profiles, other, code, nanoTime);
    }

    public Rules rules() {
        return rules;
    }

    public List<Constraint> constraints() {
        return constraints;
    }

    public List<Exemption> exemptions() {
        return exemptions;
    }

    public Profiles profiles() {
        return profiles;
    }

    public Profile profile() {
        return profile;
    }

    /** {@code sha256:} and hex digits over policies, constraints, exemptions and profile. */
    public String policyRevision() {
        return decider.policyRevision();
    }
}
