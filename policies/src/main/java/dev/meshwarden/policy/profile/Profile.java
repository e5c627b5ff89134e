package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.constraint.OnError;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How strict a site is, and what only the site knows; {@code extends} is worked in already.
 *
 * @param settings what policies see as {@code data.mesh.settings}
 * @param rules by id, or {@code id/clause} for one clause
 * @param mutations ids of the rules whose patches are applied
 * @param ratchet whether an update that leaves a violation as it was is let through with a warning
 * @param onError for what no constraint says otherwise
 */
public record Profile(
        String name,
        Obj settings,
        Enforcement enforcement,
        Map<String, RuleSetting> rules,
        SortedSet<String> mutations,
        boolean ratchet,
        OnError onError) {
    /** Says nothing: rules at their own action, no settings, no mutations. */
    public static final Profile EMPTY =
            new Profile(
                    "empty",
                    Obj.EMPTY,
                    Enforcement.FULL,
                    Map.of(),
                    new TreeSet<>(),
                    false,
                    OnError.DENY);

    public Profile {
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        mutations = Collections.unmodifiableSortedSet(new TreeSet<>(mutations));
    }

    /** Groups that pass a denial; the setting {@code breakGlassGroups}. */
    public List<String> breakGlassGroups() {
        List<String> groups = new ArrayList<>();
        if (settings.get("breakGlassGroups") instanceof Array listed) {
            for (Value group : listed) {
                if (group instanceof Str s) {
                    groups.add(s.text());
                }
            }
        }
        return groups;
    }

    /** The action for a violation: what the clause is set to, else what the rule is, else nothing. */
    public Optional<EnforcementAction> actionFor(String rule, String clause) {
        RuleSetting ofClause = clause.isEmpty() ? null : rules.get(rule + "/" + clause);
        if (ofClause != null && ofClause.action().isPresent()) {
            return ofClause.action();
        }
        return Optional.ofNullable(rules.get(rule)).flatMap(RuleSetting::action);
    }

    /** Parameters that the profile gives a rule. */
    public Obj parametersOf(String rule) {
        RuleSetting setting = rules.get(rule);
        return setting == null ? Obj.EMPTY : setting.parameters();
    }

    /** The same with other mutations opted into. */
    public Profile withMutations(Collection<String> ids) {
        return new Profile(
                name, settings, enforcement, rules, new TreeSet<>(ids), ratchet, onError);
    }

    /** The same with another mode for everybody. */
    public Profile withEnforcement(EnforcementMode mode) {
        return new Profile(
                name,
                settings,
                new Enforcement(mode, List.of()),
                rules,
                mutations,
                ratchet,
                onError);
    }

    /** All of it as one value: what the policy revision is made of, and what a listing shows. */
    public Obj asValue() {
        Obj.Builder all = Obj.builder(8);
        all.put(Str.of("name"), Str.of(name));
        all.put(Str.of("settings"), settings);
        all.put(Str.of("enforcement"), Str.of(enforcement.mode().text()));
        Array.Builder byNamespace = Array.builder();
        enforcement
                .byNamespace()
                .forEach(e ->
                        byNamespace.add(
                                Array.of(
                                        Str.of(e.selector().toString()), Str.of(e.mode().text()))));
        all.put(Str.of("byNamespace"), byNamespace.build());
        Obj.Builder settingsOfRules = Obj.builder(rules.size());
        rules.forEach((id, setting) ->
                settingsOfRules.put(
                        Str.of(id),
                        Array.of(
                                Str.of(setting.action().map(EnforcementAction::text).orElse("")),
                                setting.parameters())));
        all.put(Str.of("rules"), settingsOfRules.build());
        all.put(Str.of("mutations"), Array.ofList(mutations.stream().map(Str::of).toList()));
        all.put(Str.of("ratchet"), Bool.of(ratchet));
        all.put(Str.of("onError"), Str.of(onError.text()));
        return all.build();
    }
}
