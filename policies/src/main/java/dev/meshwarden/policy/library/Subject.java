package dev.meshwarden.policy.library;

import dev.meshwarden.policy.mesh.MeshView;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** What Java rules read of a question: the object judged, its names, settings and parameters, all forms of emptiness alike. */
public final class Subject {
    private final Question question;
    private final Node object;

    public Subject(Question question) {
        this.question = question;
        this.object = Node.of(question.review().subject());
    }

    /** The object judged: the new one, on DELETE the old one. */
    public Node object() {
        return object;
    }

    public Node spec() {
        return object.field("spec");
    }

    /** The object before the request; null where there is none. */
    public Node before() {
        return Node.of(question.review().oldObject().orElse(Obj.EMPTY));
    }

    public String kind() {
        return question.review().gvk().kind();
    }

    public String namespace() {
        return question.review().namespace();
    }

    /** {@code namespace/name}; a name that the server will generate ends in a star. */
    public String fullName() {
        String name = object.at("metadata", "name").text();
        if (name.isEmpty()) {
            name = question.review().name();
        }
        if (name.isEmpty()) {
            name = object.at("metadata", "generateName").text() + "*";
        }
        return namespace().isEmpty() ? name : namespace() + "/" + name;
    }

    public boolean inRootNamespace() {
        return namespace().equals(setting("rootNamespace", "istio-system"));
    }

    /** Whether the selector asks for any label. */
    public boolean selectsWorkloads() {
        return spec().at("selector", "matchLabels").isPopulated();
    }

    public String setting(String name, String fallback) {
        return question.settings().get(name) instanceof Str s ? s.text() : fallback;
    }

    /** A list of strings of the profile; empty while only the site knows. */
    public List<String> settings(String name) {
        return strings(question.settings().get(name));
    }

    /** A list of strings among the rule's parameters. */
    public List<String> parameters(String name) {
        return strings(question.parameters().get(name));
    }

    public boolean hasUser() {
        return question.review().user().isPresent();
    }

    public String userName() {
        return question.review().user().map(User::name).orElse("");
    }

    /** Whether the user's name or one of the groups is on the list. */
    public boolean userIsIn(List<String> list) {
        return question.review().user().stream()
                .anyMatch(u ->
                        list.contains(u.name()) || u.groups().stream().anyMatch(list::contains));
    }

    /** Cluster administrators and the control plane's own accounts. */
    public boolean userIsSystem() {
        return userIsIn(List.of("system:masters"))
                || settings("meshSystemUsers").contains(userName());
    }

    /** Whether the request only clears out a namespace that goes away. */
    public boolean namespaceTerminates() {
        if (question.review().operation() != Operation.DELETE) {
            return false;
        }
        return question.mesh()
                .map(m -> m.find("", "Namespace", "", namespace()))
                .map(n -> Node.of(n).at("status", "phase").is("Terminating"))
                .orElseGet(() ->
                        question.mesh().isEmpty()
                                && userName()
                                        .equals(
                                                "system:serviceaccount:kube-system:namespace-controller"));
    }

    /** The cluster with the request applied. */
    public MeshView applied(MeshView mesh) {
        Obj subject = question.review().subject();
        return question.review().operation() == Operation.DELETE
                ? mesh.without(subject)
                : mesh.with(subject);
    }

    private static List<String> strings(@org.jspecify.annotations.Nullable Value value) {
        List<String> all = new ArrayList<>();
        if (value instanceof Array a) {
            for (Value v : a) {
                if (v instanceof Str s) {
                    all.add(s.text());
                }
            }
        }
        return all;
    }
}
