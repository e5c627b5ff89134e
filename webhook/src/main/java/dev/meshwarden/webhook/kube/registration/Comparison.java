package dev.meshwarden.webhook.kube.registration;

import dev.meshwarden.certs.injection.BundleDrift;
import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A live webhook configuration against the one that is wanted. Entries are told apart by name, in any order; of the metadata only our own
 * labels and owner count; a bundle is the same when its certificates are.
 */
final class Comparison {
    private static final int LONGEST = 200;
    private static final String CLIENT_CONFIG = "clientConfig";

    private final String configuration;
    private final Optional<CaBundle> bundle;
    private final List<Drift> drifts = new ArrayList<>();

    private Comparison(String configuration, Optional<CaBundle> bundle) {
        this.configuration = configuration;
        this.bundle = bundle;
    }

    /**
     * Every difference, by entry and field.
     *
     * @param live empty where there is none
     * @param bundle that all entries must carry; empty compares no bundles
     */
    static List<Drift> of(
            Optional<? extends HasMetadata> live, HasMetadata wanted, Optional<CaBundle> bundle) {
        String name = wanted.getMetadata().getName();
        if (live.isEmpty()) {
            return List.of(new Drift(name, "", Drift.MISSING, "", "present"));
        }
        var comparison = new Comparison(name, bundle);
        comparison.compare(tree(live.get()), tree(wanted));
        return List.copyOf(comparison.drifts);
    }

    private static Value tree(HasMetadata object) {
        return JsonReader.read(Serialization.asJson(object));
    }

    private void compare(Value live, Value wanted) {
        Value labels = at(live, "metadata", "labels");
        if (at(wanted, "metadata", "labels") instanceof Obj ours) {
            ours.forEach((key, value) -> {
                if (!(labels instanceof Obj all && value.equals(all.get(key)))) {
                    add("", "labels", labels, ours);
                }
            });
        }
        if (at(wanted, "metadata", "ownerReferences") instanceof Array owners) {
            Value there = at(live, "metadata", "ownerReferences");
            if (!same(there, owners)) {
                add("", "ownerReferences", there, owners);
            }
        }
        Map<String, Obj> there = byName(live);
        Map<String, Obj> ours = byName(wanted);
        ours.forEach((name, entry) -> {
            Obj found = there.get(name);
            if (found == null) {
                drifts.add(new Drift(configuration, name, Drift.MISSING, "", "present"));
            } else {
                compare(name, found, entry);
            }
        });
        there.keySet().stream()
                .filter(name -> !ours.containsKey(name))
                .forEach(name ->
                        drifts.add(new Drift(configuration, name, Drift.FOREIGN, "present", "")));
    }

    private void compare(String entry, Obj live, Obj wanted) {
        var fields = new TreeSet<String>();
        live.forEach((key, _) -> fields.add(text(key)));
        wanted.forEach((key, _) -> fields.add(text(key)));
        for (String field : fields) {
            Value there = live.get(field);
            Value ours = wanted.get(field);
            if (field.equals(CLIENT_CONFIG)) {
                compareClient(entry, there, ours);
            } else if (!same(there, ours)) {
                add(entry, field, there, ours);
            }
        }
    }

    private void compareClient(String entry, @Nullable Value live, @Nullable Value wanted) {
        Value there = without(live, Drift.CA_BUNDLE);
        Value ours = without(wanted, Drift.CA_BUNDLE);
        if (!same(there, ours)) {
            add(entry, CLIENT_CONFIG, there, ours);
        }
        String field = at(live, Drift.CA_BUNDLE) instanceof Str s ? s.text() : "";
        bundle.ifPresent(b -> {
            String differs =
                    switch (BundleDrift.of(field, b)) {
                        case BundleDrift.Same _ -> "";
                        case BundleDrift.Blank _ -> "blank";
                        case BundleDrift.Unreadable(var why) -> "unreadable: " + why;
                        case BundleDrift.Differs(var missing, var foreign) ->
                                missing.size() + " missing, " + foreign.size() + " foreign";
                    };
            if (!differs.isEmpty()) {
                drifts.add(
                        new Drift(
                                configuration,
                                entry,
                                Drift.CA_BUNDLE,
                                shortened(differs),
                                b.certificates().size() + " certificates"));
            }
        });
    }

    private void add(String entry, String field, @Nullable Value live, @Nullable Value wanted) {
        drifts.add(new Drift(configuration, entry, field, written(live), written(wanted)));
    }

    private static Map<String, Obj> byName(Value configuration) {
        Map<String, Obj> byName = new TreeMap<>();
        if (at(configuration, "webhooks") instanceof Array webhooks) {
            for (Value webhook : webhooks) {
                if (webhook instanceof Obj entry && entry.get("name") instanceof Str name) {
                    byName.put(name.text(), entry);
                }
            }
        }
        return byName;
    }

    private static @Nullable Value at(@Nullable Value from, String... path) {
        return from == null ? null : Review.at(from, path);
    }

    private static @Nullable Value without(@Nullable Value from, String key) {
        return from instanceof Obj object ? object.without(Str.of(key)) : from;
    }

    private static boolean same(@Nullable Value one, @Nullable Value other) {
        return one == null || isNothing(one) ? isNothing(other) : one.equals(other);
    }

    /** What the API server fills in as empty where nothing is written. */
    private static boolean isNothing(@Nullable Value value) {
        return switch (value) {
            case null -> true;
            case Null _ -> true;
            case Obj object -> object.size() == 0;
            case Array array -> array.size() == 0;
            default -> false;
        };
    }

    private static String written(@Nullable Value value) {
        return value == null ? "" : shortened(JsonWriter.toJson(value));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String text(Value key) {
        return key instanceof Str s ? s.text() : key.toString();
    }
}
