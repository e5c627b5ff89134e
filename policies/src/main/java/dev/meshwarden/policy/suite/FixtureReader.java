package dev.meshwarden.policy.suite;

import dev.meshwarden.policy.constraint.MatchReader;
import dev.meshwarden.policy.constraint.Node;
import dev.meshwarden.policy.constraint.PolicyObject;
import dev.meshwarden.policy.constraint.Problems;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.profile.ProfileReader;
import dev.meshwarden.policy.profile.ProfileSpec;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Reading;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.suite.VerdictFixture.ApiServer;
import dev.meshwarden.policy.suite.VerdictFixture.Expectation;
import dev.meshwarden.policy.suite.VerdictFixture.ExpectedViolation;
import dev.meshwarden.policy.suite.VerdictFixture.ProfileChoice;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a {@code case.yaml} and the files that it names. Every problem of the case is in the answer. */
public final class FixtureReader {
    private final Source source;
    private final CaseFiles files;
    private final Instant defaultNow;

    private FixtureReader(Source source, CaseFiles files, Instant defaultNow) {
        this.source = source;
        this.files = files;
        this.defaultNow = defaultNow;
    }

    /** What reading a case came to. */
    public sealed interface Outcome {
        record Read(VerdictFixture fixture) implements Outcome {}

        record Failed(List<Diagnostic> diagnostics) implements Outcome {
            public Failed {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /**
     * Reads a case.
     *
     * @param source the {@code case.yaml}, named by its path
     * @param files the files of its folder, by the name the case gives
     * @param defaultNow the time of a case that does not say
     */
    public static Outcome read(
            Source source, Function<String, Optional<Source>> files, Instant defaultNow) {
        return new FixtureReader(source, new CaseFiles(files), defaultNow).read();
    }

    private Outcome read() {
        List<YamlDocument> documents = files.documents(source);
        if (documents.size() != 1) {
            if (files.problems().isEmpty()) {
                files.problem(source, "a case is one document, not " + documents.size());
            }
            return new Outcome.Failed(files.problems());
        }
        var problems = Problems.of(source, documents.getFirst(), Code.FIXTURE);
        Node root = Node.root(problems, documents.getFirst().value());
        String claim = root.requiredText("claim");
        Optional<Review> review = review(root);
        Optional<MeshView> mesh = mesh(root);
        ProfileChoice profile = profile(root);
        List<String> mutations = root.texts("mutations");
        Expectation expect = root.requiredNode("expect").map(FixtureReader::expect).orElse(NOTHING);
        root.end();
        List<Diagnostic> all = new ArrayList<>(problems.sorted());
        all.addAll(files.problems());
        if (review.isEmpty() || !all.isEmpty()) {
            return new Outcome.Failed(all);
        }
        return new Outcome.Read(
                new VerdictFixture(
                        folder(), claim, review.get(), mesh, profile, mutations, expect));
    }

    private static final Expectation NOTHING =
            new Expectation(
                    Verdict.ALLOW, Optional.empty(), List.of(), Optional.empty(), ApiServer.SAME);

    private String folder() {
        String name = source.name();
        int slash = name.lastIndexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private Optional<Review> review(Node root) {
        Instant now = now(root);
        Optional<Obj> object = object(root, "object");
        Optional<Obj> old = object(root, "old");
        Optional<Operation> operation =
                root.choice("operation", MatchReader.byText(Operation.values(), Operation::name));
        Optional<User> user = root.node("user").map(FixtureReader::user);
        Optional<Obj> asked = object(root, "review");
        if (asked.isPresent()) {
            for (String key : List.of("object", "old", "operation", "user")) {
                if (root.has(key)) {
                    root.wrong(key, "has no place beside `review`, which says it all", "");
                }
            }
            return switch (Reviews.ofAdmissionReview(asked.get(), Phase.VALIDATE, now)) {
                case Reading.Read(var review) -> Optional.of(review);
                case Reading.Refused(var reason) -> {
                    root.wrong("review", "cannot be decided: " + reason, "");
                    yield Optional.empty();
                }
            };
        }
        if (!root.has("object") && !root.has("old")) {
            root.missing("object");
            return Optional.empty();
        }
        Operation what = operation.orElse(operationOf(object, old));
        return object.or(() -> old).map(o -> Reviews.ofManifest(o, what, old, user, now));
    }

    private static Operation operationOf(Optional<Obj> object, Optional<Obj> old) {
        return object.isEmpty()
                ? Operation.DELETE
                : old.isPresent() ? Operation.UPDATE : Operation.CREATE;
    }

    private static User user(Node node) {
        var user = new User(node.requiredText("name"), node.text("uid"), node.texts("groups"));
        node.end();
        return user;
    }

    private Instant now(Node root) {
        String text = root.text("now");
        if (text.isEmpty()) {
            return defaultNow;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            root.wrong("now", "must be a time", "write RFC 3339: 2026-11-24T00:00:00Z");
            return defaultNow;
        }
    }

    private Optional<MeshView> mesh(Node root) {
        if (!root.has("context")) {
            return Optional.empty();
        }
        List<Obj> objects = new ArrayList<>();
        List<String> names = root.texts("context");
        for (int i = 0; i < names.size(); i++) {
            Optional<Source> file = files.find(names.get(i));
            if (file.isEmpty()) {
                root.wrong("context/" + i, "names no file of the case", "");
            } else {
                objects.addAll(files.objects(file.get()));
            }
        }
        return Optional.of(MeshView.of(objects));
    }

    private ProfileChoice profile(Node root) {
        Optional<String> name = root.optionalText("profile");
        if (name.isEmpty()) {
            return new ProfileChoice.AsLoaded();
        }
        if (!name.get().endsWith(".yaml")) {
            return new ProfileChoice.Named(name.get());
        }
        Optional<Source> file = files.find(name.get());
        if (file.isEmpty()) {
            root.wrong("profile", "names no file of the case", "");
            return new ProfileChoice.AsLoaded();
        }
        List<YamlDocument> documents = files.documents(file.get());
        if (documents.size() != 1) {
            root.wrong("profile", "must name a file of one document", "");
            return new ProfileChoice.AsLoaded();
        }
        return switch (ProfileReader.read(file.get(), documents.getFirst())) {
            case PolicyObject.Parsed.Read<ProfileSpec>(var spec) -> new ProfileChoice.Written(spec);
            case PolicyObject.Parsed.Failed<ProfileSpec>(var why) -> {
                files.problems().addAll(why);
                yield new ProfileChoice.AsLoaded();
            }
        };
    }

    private static Expectation expect(Node node) {
        if (!node.has("verdict")) {
            node.missing("verdict");
        }
        Optional<Verdict> verdict =
                node.choice("verdict", MatchReader.byText(Verdict.values(), Verdict::text));
        Optional<List<ExpectedViolation>> violations =
                node.has("violations")
                        ? Optional.of(
                                node.nodes("violations").stream()
                                        .map(FixtureReader::violation)
                                        .toList())
                        : Optional.empty();
        Optional<List<Value>> patch =
                node.value("patch") instanceof Array ops
                        ? Optional.of(ops.asList())
                        : Optional.empty();
        var expectation =
                new Expectation(
                        verdict.orElse(Verdict.ALLOW),
                        violations,
                        node.texts("unchecked"),
                        patch,
                        node.choice(
                                        "apiserver",
                                        MatchReader.byText(ApiServer.values(), ApiServer::text))
                                .orElse(ApiServer.SAME));
        node.end();
        return expectation;
    }

    private static ExpectedViolation violation(Node node) {
        var violation =
                new ExpectedViolation(
                        node.requiredText("rule"),
                        node.optionalText("clause"),
                        node.optionalText("path"),
                        node.choice(
                                "action",
                                MatchReader.byText(
                                        new EnforcementAction[] {
                                            EnforcementAction.DENY, EnforcementAction.WARN
                                        },
                                        EnforcementAction::text)));
        node.end();
        return violation;
    }

    /** The one object of a file that the case names. */
    private Optional<Obj> object(Node root, String key) {
        Optional<String> name = root.optionalText(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Source> file = files.find(name.get());
        if (file.isEmpty()) {
            root.wrong(key, "names no file of the case", "");
            return Optional.empty();
        }
        List<YamlDocument> documents = files.documents(file.get());
        if (documents.size() != 1 || !(documents.getFirst().value() instanceof Obj object)) {
            root.wrong(key, "must name a file of one object", "");
            return Optional.empty();
        }
        return Optional.of(object);
    }
}
