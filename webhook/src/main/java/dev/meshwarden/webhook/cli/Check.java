package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Phase;
import dev.meshwarden.policy.review.Reading;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.report.CheckReport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges documents one by one against one context. Confined to one thread. */
final class Check {
    /** Far longer than any honest policy takes: a command may wait where the API server would not. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final PolicySet policies;
    private final Optional<Operation> operation;
    private final Optional<User> user;
    private final Instant now;
    private final boolean mutate;
    private final Map<String, Obj> before = new HashMap<>();
    private final List<Obj> context = new ArrayList<>();
    private boolean hasContext;

    Check(
            PolicySet policies,
            Optional<Operation> operation,
            Optional<User> user,
            Instant now,
            boolean mutate) {
        this.policies = policies;
        this.operation = operation;
        this.user = user;
        this.now = now;
        this.mutate = mutate;
    }

    /** What stood before an update, found by kind, namespace and name. */
    void old(List<Obj> objects) {
        objects.forEach(o -> before.put(identity(o), o));
    }

    /** More of the cluster before the request. */
    void context(List<Obj> objects) {
        hasContext = true;
        context.addAll(objects);
    }

    CheckReport run(Manifests.Read inputs) {
        Optional<MeshView> mesh = hasContext ? Optional.of(MeshView.of(context)) : Optional.empty();
        List<CheckReport.Row> rows = new ArrayList<>();
        for (Manifests.Document document : inputs.documents()) {
            rows.add(
                    switch (document) {
                        case Manifests.Document.Manifest manifest -> judged(manifest, mesh);
                        case Manifests.Document.Other(var source, var note) ->
                                new CheckReport.Row.Skipped(source, note);
                        case Manifests.Document.Broken(var source, var diagnostic) ->
                                new CheckReport.Row.Unreadable(source, List.of(diagnostic));
                    });
        }
        return new CheckReport(
                rows, inputs.files(), policies.policyRevision(), policies.profile().name());
    }

    private CheckReport.Row judged(Manifests.Document.Manifest manifest, Optional<MeshView> mesh) {
        Obj object = manifest.object();
        if (isReview(object)) {
            return switch (Reviews.ofAdmissionReview(object, Phase.OFFLINE, now)) {
                case Reading.Refused(var reason) -> refused(manifest, reason);
                case Reading.Read(var review) -> {
                    String field = review.object().isPresent() ? "object" : "oldObject";
                    yield judged(
                            manifest, review, manifest.places().under("/request/" + field), mesh);
                }
            };
        }
        Optional<Obj> old = Optional.ofNullable(before.get(identity(object)));
        Operation what = operation.orElse(old.isPresent() ? Operation.UPDATE : Operation.CREATE);
        Review review = Reviews.ofManifest(object, what, old, user, now);
        return judged(manifest, review, manifest.places(), mesh);
    }

    private CheckReport.Row judged(
            Manifests.Document.Manifest manifest,
            Review review,
            Manifests.Places places,
            Optional<MeshView> mesh) {
        Optional<MeshView> others = mesh.map(m -> m.without(review.subject()));
        Decision decision = policies.decide(review, others, BUDGET);
        Optional<Decision> mutation =
                mutate
                        ? Optional.of(policies.decider().mutate(review, others, BUDGET))
                        : Optional.empty();
        return new CheckReport.Row.Judged(
                manifest.source(), manifest.file(), review, decision, places::of, mutation);
    }

    private static CheckReport.Row refused(Manifests.Document.Manifest manifest, String reason) {
        var place = manifest.places().of("/request");
        Location at =
                new Location(
                        new Source(manifest.file(), ""),
                        place.map(p -> p.row()).orElse(0),
                        place.map(p -> p.column()).orElse(0),
                        0,
                        0);
        return new CheckReport.Row.Unreadable(
                manifest.source(), List.of(new Diagnostic(Code.POLICY, reason, at)));
    }

    private static boolean isReview(Obj object) {
        return text(object, "kind").equals("AdmissionReview")
                && text(object, "apiVersion").startsWith("admission.k8s.io/");
    }

    private static String identity(Obj object) {
        String version = text(object, "apiVersion");
        int slash = version.indexOf('/');
        return (slash < 0 ? "" : version.substring(0, slash))
                + " "
                + text(object, "kind")
                + " "
                + text(object, "metadata", "namespace")
                + " "
                + text(object, "metadata", "name");
    }

    private static String text(Obj object, String... path) {
        return Review.at(object, path) instanceof Str s ? s.text() : "";
    }
}
