package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Kubernetes label selector; one without requirements fits everything. */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

    public LabelSelector {
        SortedMap<String, String> ordered = new TreeMap<>(matchLabels);
        matchLabels = java.util.Collections.unmodifiableMap(ordered);
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** One expression; {@code values} are empty exactly for EXISTS and DOES_NOT_EXIST. */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        boolean fits(@Nullable String label) {
            return switch (operator) {
                case IN -> label != null && values.contains(label);
                case NOT_IN -> label == null || !values.contains(label);
                case EXISTS -> label != null;
                case DOES_NOT_EXIST -> label == null;
            };
        }
    }

    /** As Kubernetes names them. */
    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether the operator compares with values. */
        public boolean takesValues() {
            return this == IN || this == NOT_IN;
        }
    }

    public boolean isEmpty() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }

    /** Whether it fits the labels of an object. */
    public boolean fits(Obj object) {
        Obj labels =
                Review.at(object, "metadata", "labels") instanceof Obj found ? found : Obj.EMPTY;
        return matchLabels.entrySet().stream()
                        .allMatch(e -> e.getValue().equals(label(labels, e.getKey())))
                && matchExpressions.stream().allMatch(r -> r.fits(label(labels, r.key())));
    }

    private static @Nullable String label(Obj labels, String key) {
        return labels.get(key) instanceof Str s ? s.text() : null;
    }
}
