package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.constraint.ConstraintReader;
import dev.meshwarden.policy.constraint.MatchReader;
import dev.meshwarden.policy.constraint.Node;
import dev.meshwarden.policy.constraint.PolicyObject;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.YamlDocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code kind: Profile}. */
public final class ProfileReader {
    public static final String KIND = "Profile";

    private static final Map<String, String> HINTS =
            Map.of("parameters", "did you mean `settings`?", "mode", "did you mean `enforcement`?");

    private ProfileReader() {}

    public static PolicyObject.Parsed<ProfileSpec> read(Source source, YamlDocument document) {
        return PolicyObject.read(source, document, Code.CONFIG, ProfileReader::spec);
    }

    private static ProfileSpec spec(String name, Node spec) {
        var profile =
                new ProfileSpec(
                        name,
                        spec.text("extends"),
                        spec.at("extends"),
                        spec.object("settings"),
                        places(spec),
                        enforcement(spec),
                        rules(spec),
                        spec.has("mutations")
                                ? Optional.of(spec.texts("mutations"))
                                : Optional.empty(),
                        spec.flag("ratchet"),
                        ConstraintReader.onError(spec));
        spec.end(HINTS);
        return profile;
    }

    private static Map<String, Location> places(Node spec) {
        Map<String, Location> places = new TreeMap<>();
        spec.node("settings")
                .ifPresent(settings -> settings.keys().forEach(k -> places.put(k, settings.at(k))));
        return places;
    }

    private static Optional<Enforcement> enforcement(Node spec) {
        Map<String, EnforcementMode> modes =
                MatchReader.byText(EnforcementMode.values(), EnforcementMode::text);
        if (spec.value("enforcement") instanceof Str) {
            return spec.choice("enforcement", modes).map(m -> new Enforcement(m, List.of()));
        }
        return spec.node("enforcement")
                .map(node -> {
                    List<Enforcement.ByNamespace> entries = new ArrayList<>();
                    for (Node entry : node.nodes("byNamespace")) {
                        if (!entry.has("mode")) {
                            entry.missing("mode");
                        }
                        var selector = MatchReader.selector(entry, "selector");
                        entry.choice("mode", modes)
                                .ifPresent(
                                        m -> entries.add(new Enforcement.ByNamespace(selector, m)));
                        entry.end();
                    }
                    var mode = node.choice("mode", modes).orElse(EnforcementMode.ENFORCE);
                    node.end();
                    return new Enforcement(mode, entries);
                });
    }

    private static Map<String, RuleSetting> rules(Node spec) {
        Map<String, RuleSetting> settings = new TreeMap<>();
        spec.node("rules")
                .ifPresent(rules -> {
                    for (String id : rules.keys()) {
                        rules.node(id).ifPresent(n -> settings.put(id, setting(rules, id, n)));
                    }
                });
        return settings;
    }

    private static RuleSetting setting(Node rules, String id, Node node) {
        var setting =
                new RuleSetting(
                        node.choice(
                                "action",
                                MatchReader.byText(
                                        EnforcementAction.values(), EnforcementAction::text)),
                        node.object("parameters"),
                        rules.at(id));
        if (id.contains("/") && node.has("parameters")) {
            node.wrong("parameters", "belong to a whole rule, not to a clause", "");
        }
        node.end(Map.of("enforcementAction", "did you mean `action`?"));
        return setting;
    }
}
