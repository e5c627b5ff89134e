package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.constraint.LabelSelector.Operator;
import dev.meshwarden.policy.constraint.LabelSelector.Requirement;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.rule.RuleDoc.KindMatch;
import dev.meshwarden.rego.value.Array;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code match}; names the mistakes that are often made with it. */
public final class MatchReader {
    private static final Pattern GLOB = Pattern.compile("\\*?[-:.a-z0-9]*\\*?");

    private static final Map<String, String> HINTS =
            Map.of(
                    "kind", "write `kinds: [{apiGroups: [...], kinds: [...]}]`",
                    "apiGroups", "it belongs into an entry of `kinds`",
                    "namespace", "did you mean `namespaces`?",
                    "selector", "did you mean `labelSelector`?");

    private MatchReader() {}

    /** The key's match; everything when absent. */
    public static Match read(Node owner, String key) {
        if (owner.value(key) instanceof Array) {
            owner.wrong(key, "must be a mapping, not a list", "put `kinds:` above the entries");
            return Match.EVERYTHING;
        }
        return owner.node(key).map(MatchReader::match).orElse(Match.EVERYTHING);
    }

    private static Match match(Node node) {
        var match =
                new Match(
                        kinds(node),
                        node.choice("scope", byText(Match.Scope.values(), Match.Scope::text))
                                .orElse(Match.Scope.ANY),
                        globs(node, "namespaces"),
                        globs(node, "excludedNamespaces"),
                        selector(node, "labelSelector"),
                        selector(node, "namespaceSelector"),
                        name(node),
                        globs(node, "names"),
                        node.choice("source", byText(Match.Origin.values(), Match.Origin::text))
                                .orElse(Match.Origin.ALL),
                        operations(node, "operations"));
        node.end(HINTS);
        return match;
    }

    /** Names of operations; {@code *} is all of them. */
    public static Set<Operation> operations(Node node, String key) {
        Map<String, Set<Operation>> known = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            known.put(operation.name(), Set.of(operation));
        }
        known.put("*", Set.of(Operation.values()));
        return node.choices(key, known).stream()
                .flatMap(Set::stream)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** Entries of groups and kinds; none when absent. */
    public static List<KindMatch> kinds(Node node) {
        List<KindMatch> kinds = new ArrayList<>();
        for (Node entry : node.nodes("kinds")) {
            List<String> groups = entry.texts("apiGroups");
            for (int i = 0; i < groups.size(); i++) {
                if (groups.get(i).contains("/")) {
                    entry.wrong(
                            "apiGroups/" + i,
                            "must be a group without a version",
                            "write `" + groups.get(i).replaceFirst("/.*", "") + "`");
                }
            }
            List<String> names = entry.texts("kinds");
            for (int i = 0; i < names.size(); i++) {
                String kind = names.get(i);
                if (!kind.isEmpty() && Character.isLowerCase(kind.charAt(0))) {
                    entry.wrong(
                            "kinds/" + i,
                            "must be a kind, which begins with a capital letter",
                            "write the kind as in the object, not the resource's name");
                }
            }
            entry.end(
                    Map.of(
                            "namespaces", "it belongs beside `kinds`, not into its entries",
                            "kind", "did you mean `kinds`?",
                            "apiGroup", "did you mean `apiGroups`?"));
            kinds.add(new KindMatch(groups, names));
        }
        return kinds;
    }

    private static List<Glob> globs(Node node, String key) {
        List<String> patterns = node.texts(key);
        for (int i = 0; i < patterns.size(); i++) {
            checkGlob(node, key + "/" + i, patterns.get(i));
        }
        return patterns.stream().map(Glob::new).toList();
    }

    private static String name(Node node) {
        String name = node.text("name");
        checkGlob(node, "name", name);
        return name;
    }

    private static void checkGlob(Node node, String key, String pattern) {
        if (!GLOB.matcher(pattern).matches()) {
            node.wrong(
                    key,
                    "must be a name, with `*` at its front or end only",
                    "names are lower-case letters, digits, `-` and `.`");
        }
    }

    /** A label selector; everything when absent. */
    public static LabelSelector selector(Node owner, String key) {
        return owner.node(key).map(MatchReader::selector).orElse(LabelSelector.EVERYTHING);
    }

    private static LabelSelector selector(Node node) {
        Map<String, String> labels = node.textMap("matchLabels");
        List<Requirement> requirements = new ArrayList<>();
        for (Node entry : node.nodes("matchExpressions")) {
            String key = entry.requiredText("key");
            if (!entry.has("operator")) {
                entry.missing("operator");
            }
            Optional<Operator> operator =
                    entry.choice("operator", byText(Operator.values(), Operator::text));
            List<String> values = entry.texts("values");
            operator.ifPresent(o -> {
                if (o.takesValues() && values.isEmpty()) {
                    entry.missing("values");
                } else if (!o.takesValues() && !values.isEmpty()) {
                    entry.wrong("values", "must be absent with " + o.text(), "");
                } else {
                    requirements.add(new Requirement(key, o, values));
                }
            });
            entry.end();
        }
        node.end(Map.of("labels", "did you mean `matchLabels`?"));
        return new LabelSelector(labels, requirements);
    }

    /** Constants by the word that stands for them, in their order. */
    public static <E> Map<String, E> byText(E[] constants, Function<E, String> text) {
        Map<String, E> byText = new LinkedHashMap<>();
        for (E constant : constants) {
            byText.put(text.apply(constant), constant);
        }
        return byText;
    }
}
