package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.constraint.OnError;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A profile as a file has it; what it leaves out comes from the profile that it extends.
 *
 * @param base the extended profile's name; empty for none
 * @param baseAt where that name stands
 * @param settingsAt where each setting stands
 */
public record ProfileSpec(
        String name,
        String base,
        Location baseAt,
        Obj settings,
        Map<String, Location> settingsAt,
        Optional<Enforcement> enforcement,
        Map<String, RuleSetting> rules,
        Optional<List<String>> mutations,
        Optional<Boolean> ratchet,
        Optional<OnError> onError) {
    public ProfileSpec {
        settingsAt = Map.copyOf(settingsAt);
        rules = java.util.Collections.unmodifiableMap(new TreeMap<>(rules));
    }

    /** This over that: settings and rules key by key, everything else whole. */
    Profile over(Profile lower) {
        Obj.Builder joined = lower.settings().toBuilder();
        settings.forEach(joined::put);
        Map<String, RuleSetting> allRules = new TreeMap<>(lower.rules());
        rules.forEach((id, setting) -> allRules.merge(id, setting, ProfileSpec::stacked));
        return new Profile(
                name,
                joined.build(),
                enforcement.orElse(lower.enforcement()),
                allRules,
                mutations.map(TreeSet::new).orElseGet(() -> new TreeSet<>(lower.mutations())),
                ratchet.orElse(lower.ratchet()),
                onError.orElse(lower.onError()));
    }

    private static RuleSetting stacked(RuleSetting lower, RuleSetting upper) {
        Obj.Builder parameters = lower.parameters().toBuilder();
        upper.parameters().forEach(parameters::put);
        return new RuleSetting(upper.action().or(lower::action), parameters.build(), upper.at());
    }
}
