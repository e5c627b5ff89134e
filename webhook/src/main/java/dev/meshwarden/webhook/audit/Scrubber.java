package dev.meshwarden.webhook.audit;

import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of messages what the object holds at sensitive places: any text of at least 8 characters there, whole or by the line, is replaced
 * by {@code <redacted>}. Sensitive are values under keys that sound so, inline code and configuration of Envoy extensions, environment entries with such
 * names, and the last applied configuration with all of this inside.
 *
 * <p>The values are collected when first needed. Confined to one thread.
 */
public final class Scrubber {
    static final String REDACTED = "<redacted>";
    private static final int SHORTEST = 8;
    private static final Pattern SENSITIVE_KEY =
            Pattern.compile(
                    "token|secret|passw|api-?key|authorization|cookie|private|jwks$"
                            + "|^inline_?(code|string|bytes)$",
                    Pattern.CASE_INSENSITIVE);

    /** {@code Bearer abc}: messages may quote what follows the scheme alone. */
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:bearer|basic|digest) +(.+)");

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Set<String> EXTENSION_KINDS = Set.of("WasmPlugin", "TrafficExtension");

    private final List<Obj> objects;
    private final boolean extension;
    private List<String> secrets = List.of();
    private boolean collected;

    private Scrubber(List<Obj> objects, boolean extension) {
        this.objects = objects;
        this.extension = extension;
    }

    /** For what is said about one review: both its objects are searched. */
    public static Scrubber of(Review review) {
        List<Obj> objects = new ArrayList<>();
        review.object().ifPresent(objects::add);
        review.oldObject().ifPresent(objects::add);
        return new Scrubber(objects, EXTENSION_KINDS.contains(review.gvk().kind()));
    }

    /** For what is said when there is no review. */
    static Scrubber ofNothing() {
        return new Scrubber(List.of(), false);
    }

    public String scrub(String text) {
        if (text.length() < SHORTEST) {
            return text;
        }
        String clean = text;
        for (String secret : secrets()) {
            clean = clean.replace(secret, REDACTED);
        }
        return clean;
    }

    private List<String> secrets() {
        if (!collected) {
            Set<String> found = new HashSet<>();
            objects.forEach(o -> walk(o, false, found));
            // longest first: a secret that holds another is taken whole
            secrets =
                    found.stream()
                            .sorted(
                                    Comparator.comparingInt(String::length)
                                            .reversed()
                                            .thenComparing(Comparator.naturalOrder()))
                            .toList();
            collected = true;
        }
        return secrets;
    }

    private void walk(Value value, boolean sensitive, Set<String> found) {
        switch (value) {
            case Obj object -> {
                boolean named =
                        object.get("name") instanceof Str name
                                && SENSITIVE_KEY.matcher(name.text()).find();
                object.forEach((key, inner) -> {
                    String name = key instanceof Str s ? s.text() : "";
                    walk(
                            inner,
                            sensitive || isSensitive(name) || (named && name.startsWith("value")),
                            found);
                    if (name.equals(LAST_APPLIED) && inner instanceof Str applied) {
                        walkApplied(applied.text(), found);
                    }
                });
            }
            case Array items -> items.forEach(i -> walk(i, sensitive, found));
            case RegoSet items -> items.toArray().forEach(i -> walk(i, sensitive, found));
            case Str text -> {
                if (sensitive) {
                    add(text.text(), found);
                }
            }
            case Num number -> {
                if (sensitive) {
                    add(number.text(), found);
                }
            }
            case Bool _, Null _ -> {}
        }
    }

    private boolean isSensitive(String key) {
        return SENSITIVE_KEY.matcher(key).find()
                || key.equals(LAST_APPLIED)
                || (extension
                        && (key.toLowerCase(Locale.ROOT).equals("pluginconfig")
                                || key.equals("vmConfig")));
    }

    private void walkApplied(String json, Set<String> found) {
        try {
            walk(new JsonReader(ReadOptions.LENIENT).parse(json), false, found);
        } catch (MalformedText _) {
            // no JSON: the text as a whole counts already
        }
    }

    private static void add(String secret, Set<String> found) {
        if (secret.length() < SHORTEST) {
            return;
        }
        Matcher scheme = SCHEME.matcher(secret);
        if (scheme.matches()) {
            add(scheme.group(1), found);
        }
        found.add(secret);
        String quoted = JsonWriter.toJson(Str.of(secret)); // as messages with %q have it
        found.add(quoted.substring(1, quoted.length() - 1));
        if (secret.indexOf('\n') >= 0) {
            secret.lines()
                    .map(String::strip)
                    .filter(l -> l.length() >= SHORTEST)
                    .forEach(found::add);
        }
    }
}
