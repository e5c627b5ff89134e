package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.constraint.ConstraintReader;
import dev.meshwarden.policy.constraint.PolicyObject.Parsed;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.exemption.ExemptionReader;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.profile.ProfileReader;
import dev.meshwarden.policy.profile.ProfileSpec;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.RuleDoc.Clause;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A decider put together step by step, with rules that are one function each and a clock that only moves when told. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Duration TIME = Duration.ofSeconds(2);

    final AtomicLong nanos = new AtomicLong();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<Exemption> exemptions = new ArrayList<>();
    private Profile profile = Profile.EMPTY;
    private Optional<MeshView> mesh = Optional.empty();

    /** A rule about everything, whatever the operation. */
    record Scripted(RuleDoc doc, Function<Question, Answer> body) implements Rule {
        @Override
        public Answer answer(Question question) {
            return body.apply(question);
        }
    }

    Scene rule(String id, Function<Question, Answer> body) {
        return rule(id, List.of(), List.of(), body);
    }

    Scene rule(String id, List<Need> needs, List<Clause> clauses, Function<Question, Answer> body) {
        rules.add(
                new Scripted(
                        new RuleDoc(
                                id,
                                "Title of " + id,
                                "",
                                "mend it",
                                Severity.HIGH,
                                EnforcementAction.DENY,
                                List.of(new KindMatch(List.of("*"), List.of("*"))),
                                Set.of(Operation.values()),
                                clauses,
                                needs,
                                Obj.EMPTY,
                                ""),
                        body));
        return this;
    }

    /** A rule that finds one thing wrong with everything. */
    Scene finds(String id, EnforcementAction action) {
        return rule(id, _ -> found(violation(id, "", action, "/spec")));
    }

    Scene constraint(String spec) {
        var source = document("Constraint", "c" + constraints.size(), spec);
        constraints.add(
                got(ConstraintReader.read(source, YamlReader.manifests(source.text()).getFirst())));
        return this;
    }

    Scene exemption(String name, String spec) {
        var source = document("Exemption", name, "owner: me, reason: because, " + spec);
        exemptions.add(
                got(ExemptionReader.read(source, YamlReader.manifests(source.text()).getFirst())));
        return this;
    }

    Scene profile(String spec) {
        var source = document("Profile", "site", spec);
        ProfileSpec read =
                got(ProfileReader.read(source, YamlReader.manifests(source.text()).getFirst()));
        profile =
                ((Profiles.Found.Resolved) Profiles.builtIn().plus(List.of(read)).resolve("site"))
                        .profile();
        return this;
    }

    Scene mesh(String... objects) {
        mesh = Optional.of(MeshView.of(List.of(objects).stream().map(Scene::object).toList()));
        return this;
    }

    Decider decider() {
        return new Decider(
                Rules.collect(rules).rules(),
                constraints,
                exemptions,
                profile,
                "sha256:test",
                nanos::get);
    }

    Decision decide(Review review) {
        return decider().decide(review, mesh, TIME);
    }

    Decision mutate(Review review) {
        return decider().mutate(review, mesh, TIME);
    }

    static Answer found(Violation... violations) {
        return new Answer.Checked(List.of(violations), List.of(), List.of());
    }

    static Violation violation(String rule, String clause, EnforcementAction action, String path) {
        return new Violation(
                rule, clause, Severity.HIGH, action, "it is wrong", "mend it", path, Obj.EMPTY);
    }

    static Review creation(String object) {
        return review(Operation.CREATE, object, Optional.empty(), Optional.empty());
    }

    static Review createAs(String object, String user, String... groups) {
        return review(
                Operation.CREATE,
                object,
                Optional.empty(),
                Optional.of(new User(user, "", List.of(groups))));
    }

    static Review update(String old, String object) {
        return review(Operation.UPDATE, object, Optional.of(old), Optional.empty());
    }

    static Review delete(String object, Optional<User> user) {
        return review(Operation.DELETE, object, Optional.empty(), user);
    }

    private static Review review(
            Operation operation, String object, Optional<String> old, Optional<User> user) {
        return Reviews.ofManifest(object(object), operation, old.map(Scene::object), user, NOW);
    }

    static Obj object(String yaml) {
        return (Obj) YamlReader.manifests(yaml).getFirst().value();
    }

    private static Source document(String kind, String name, String spec) {
        return new Source(
                name + ".yaml",
                "{apiVersion: policy.meshwarden.io/v1, kind: "
                        + kind
                        + ", metadata: {name: "
                        + name
                        + "}, spec: {"
                        + spec
                        + "}}");
    }

    private static <T> T got(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Read<T>(var object) -> object;
            case Parsed.Failed<T>(var why) -> throw new AssertionError(why);
        };
    }
}
