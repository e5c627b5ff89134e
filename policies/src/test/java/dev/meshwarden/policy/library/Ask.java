package dev.meshwarden.policy.library;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlReader;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one rule about one manifest, the way tests of Java rules do. */
public final class Ask {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final Rule rule;
    private Optional<MeshView> mesh = Optional.empty();
    private Optional<User> user = Optional.empty();
    private Obj settings =
            (Obj) YamlReader.read("{rootNamespace: istio-system, vipRanges: [240.0.0.0/4]}");

    private Ask(Rule rule) {
        this.rule = rule;
    }

    public static Ask about(Rule rule) {
        return new Ask(rule);
    }

    /** With a cluster of these YAML documents. */
    public Ask in(String context) {
        List<Obj> objects = new ArrayList<>();
        for (YamlDocument d : YamlReader.manifests(context)) {
            objects.add((Obj) d.value());
        }
        mesh = Optional.of(MeshView.of(objects));
        return this;
    }

    public Ask by(String name, String... groups) {
        user = Optional.of(new User(name, "", List.of(groups)));
        return this;
    }

    public Ask with(String settingsYaml) {
        settings = (Obj) YamlReader.read(settingsYaml);
        return this;
    }

    public Answer.Checked create(String manifest) {
        return answer(Operation.CREATE, manifest, Optional.empty());
    }

    public Answer.Checked update(String before, String after) {
        return answer(Operation.UPDATE, after, Optional.of(before));
    }

    public Answer.Checked delete(String manifest) {
        return answer(Operation.DELETE, manifest, Optional.empty());
    }

    private Answer.Checked answer(Operation operation, String manifest, Optional<String> before) {
        var review =
                Reviews.ofManifest(object(manifest), operation, before.map(Ask::object), user, NOW);
        var question =
                new Question(
                        review, rule.doc().parameters(), settings, mesh, Duration.ofSeconds(1));
        return (Answer.Checked) rule.answer(question);
    }

    private static Obj object(String manifest) {
        return (Obj) YamlReader.manifests(manifest).getFirst().value();
    }

    /** What tests compare: clause, action and path. */
    public static List<String> brief(Answer.Checked answer) {
        return answer.violations().stream().map(Ask::brief).toList();
    }

    private static String brief(Violation v) {
        return (v.clause().isEmpty() ? "" : v.clause() + " ") + v.action().text() + " " + v.path();
    }
}
