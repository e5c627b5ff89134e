package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.review.Gvk;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which reviews a constraint or exemption covers: Gatekeeper's match, plus {@code operations} and {@code names}. An empty field holds;
 * all fields must. The new object is tested, then the old one; one that fits is enough.
 *
 * @param kinds the object's own kind must be of one of these; an entry's empty list is any
 * @param namespaces patterns of the namespace's name; hold for cluster-scoped objects
 * @param name empty: any; else a pattern of the object's name
 * @param names any of these patterns; beside {@code name}
 * @see <a href="https://open-policy-agent.github.io/gatekeeper/website/docs/howto#the-match-field">Gatekeeper's match field</a>
 */
public record Match(
        List<KindMatch> kinds,
        Scope scope,
        List<Glob> namespaces,
        List<Glob> excludedNamespaces,
        LabelSelector labelSelector,
        LabelSelector namespaceSelector,
        String name,
        List<Glob> names,
        Origin source,
        Set<Operation> operations) {
    public static final Match EVERYTHING =
            new Match(
                    List.of(),
                    Scope.ANY,
                    List.of(),
                    List.of(),
                    LabelSelector.EVERYTHING,
                    LabelSelector.EVERYTHING,
                    "",
                    List.of(),
                    Origin.ALL,
                    Set.of());

    public Match {
        kinds = List.copyOf(kinds);
        namespaces = List.copyOf(namespaces);
        excludedNamespaces = List.copyOf(excludedNamespaces);
        names = List.copyOf(names);
        operations = Set.copyOf(operations);
    }

    /** Of the object; a Namespace counts as cluster-scoped. */
    public enum Scope {
        ANY("*"),
        CLUSTER("Cluster"),
        NAMESPACED("Namespaced");

        private final String text;

        Scope(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Where the object comes from: written by somebody, or made by expansion from a workload. */
    public enum Origin {
        ALL("All"),
        ORIGINAL("Original"),
        GENERATED("Generated");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Whether this covers a review of an object that somebody wrote.
     *
     * @param namespace the object of the review's namespace; empty when unknown
     */
    public Fit fits(Review review, Optional<Obj> namespace) {
        return fits(review, namespace, Origin.ORIGINAL);
    }

    /** Whether this covers a review. */
    public Fit fits(Review review, Optional<Obj> namespace, Origin origin) {
        if (!operations.isEmpty() && !operations.contains(review.operation())) {
            return Fit.NO;
        }
        if (source != Origin.ALL && source != origin) {
            return Fit.NO;
        }
        Fit now =
                review.object()
                        .map(o -> fitsObject(o, review.namespace(), namespace))
                        .orElse(Fit.NO);
        return now != Fit.NO
                ? now
                : review.oldObject()
                        .map(o -> fitsObject(o, review.namespace(), namespace))
                        .orElse(Fit.NO);
    }

    private Fit fitsObject(Obj object, String requestNamespace, Optional<Obj> namespace) {
        var subject = Subject.of(object, requestNamespace, namespace);
        boolean holds =
                (kinds.isEmpty() || kinds.stream().anyMatch(k -> fitsKind(k, subject.gvk())))
                        && fitsScope(subject)
                        && fitsNamespaces(subject)
                        && labelSelector.fits(object)
                        && fitsName(object);
        if (!holds) {
            return Fit.NO;
        }
        return fitsNamespaceSelector(subject, namespace);
    }

    private static boolean fitsKind(KindMatch entry, Gvk gvk) {
        return (entry.kinds().isEmpty()
                        || entry.kinds().contains("*")
                        || entry.kinds().contains(gvk.kind()))
                && (entry.apiGroups().isEmpty()
                        || entry.apiGroups().contains("*")
                        || entry.apiGroups().contains(gvk.group()));
    }

    private boolean fitsScope(Subject subject) {
        boolean namespaced = !subject.isNamespace() && !subject.namespace().isEmpty();
        return switch (scope) {
            case ANY -> true;
            case CLUSTER -> !namespaced;
            case NAMESPACED -> namespaced;
        };
    }

    private boolean fitsNamespaces(Subject subject) {
        String name = subject.namespaceOrOwnName();
        return name.isEmpty()
                || ((namespaces.isEmpty() || Glob.anyFits(namespaces, name))
                        && !Glob.anyFits(excludedNamespaces, name));
    }

    private boolean fitsName(Obj object) {
        return (name.isEmpty() || fitsName(object, new Glob(name)))
                && (names.isEmpty() || names.stream().anyMatch(g -> fitsName(object, g)));
    }

    private static boolean fitsName(Obj object, Glob glob) {
        boolean byName =
                Review.at(object, "metadata", "name") instanceof Str named
                        && glob.fits(named.text());
        return byName
                || (Review.at(object, "metadata", "generateName") instanceof Str prefix
                        && glob.fitsGenerated(prefix.text()));
    }

    private Fit fitsNamespaceSelector(Subject subject, Optional<Obj> namespace) {
        if (namespaceSelector.isEmpty()) {
            return Fit.YES;
        }
        if (subject.isNamespace()) {
            return namespaceSelector.fits(subject.object()) ? Fit.YES : Fit.NO;
        }
        if (subject.namespace().isEmpty()) {
            return Fit.YES;
        }
        return namespace
                .map(n -> namespaceSelector.fits(n) ? Fit.YES : Fit.NO)
                .orElse(Fit.NEEDS_NAMESPACE);
    }

    /** One object and where it lives; the namespace is empty for cluster-scoped ones. */
    private record Subject(Obj object, Gvk gvk, String namespace) {
        static Subject of(Obj object, String requestNamespace, Optional<Obj> namespaceObject) {
            Gvk gvk = Gvk.of(text(object, "apiVersion"), text(object, "kind"));
            String own = text(object, "metadata", "namespace");
            String known = namespaceObject.map(n -> text(n, "metadata", "name")).orElse("");
            String namespace = known.isEmpty() ? own.isEmpty() ? requestNamespace : own : known;
            boolean isNamespace = gvk.group().isEmpty() && gvk.kind().equals("Namespace");
            return new Subject(object, gvk, isNamespace ? "" : namespace);
        }

        boolean isNamespace() {
            return gvk.group().isEmpty() && gvk.kind().equals("Namespace");
        }

        String namespaceOrOwnName() {
            return isNamespace() ? text(object, "metadata", "name") : namespace;
        }

        private static String text(Obj object, String... path) {
            return Review.at(object, path) instanceof Str s ? s.text() : "";
        }
    }
}
