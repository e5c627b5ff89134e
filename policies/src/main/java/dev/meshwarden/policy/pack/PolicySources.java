package dev.meshwarden.policy.pack;

import dev.meshwarden.policy.library.RuleCatalogue;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.rego.source.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that a policy set is made of, as read from wherever it lies.
 *
 * @param files told apart by their ends: {@code .rego} modules ({@code _test.rego} is left out), {@code .yaml}, {@code .yml} and
 *     {@code .json} Constraints, Exemptions and Profiles, {@code .md} the page of the module of the same name; anything else is left
 *     out
 * @param rules written in Java
 * @param code digests of what the rules of users were loaded from; part of the policy revision
 * @param profile name of the profile that applies
 * @param hosts whom Rego policies may ask over the network; where there are none, asking is a compile error
 */
public record PolicySources(
        List<Source> files,
        List<Rule> rules,
        List<String> code,
        String profile,
        Set<String> hosts) {
    public PolicySources {
        files = List.copyOf(files);
        rules = List.copyOf(rules);
        code = List.copyOf(code);
        hosts = Set.copyOf(hosts);
    }

    /** What comes with the product, under its default profile. */
    public static PolicySources builtIn() {
        return new PolicySources(
                BuiltinPack.sources(),
                RuleCatalogue.standard(),
                List.of(),
                Profiles.DEFAULT,
                Set.of());
    }

    /** Nothing but these files, under the default profile. */
    public static PolicySources of(List<Source> files) {
        return new PolicySources(files, List.of(), List.of(), Profiles.DEFAULT, Set.of());
    }

    public PolicySources plusFiles(List<Source> more) {
        List<Source> all = new ArrayList<>(files);
        all.addAll(more);
        return new PolicySources(all, rules, code, profile, hosts);
    }

    public PolicySources plusRules(List<? extends Rule> more) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(more);
        return new PolicySources(files, all, code, profile, hosts);
    }

    /** With the digests of jars that rules came from. */
    public PolicySources withCode(List<String> digests) {
        return new PolicySources(files, rules, digests, profile, hosts);
    }

    public PolicySources withProfile(String name) {
        return new PolicySources(files, rules, code, name, hosts);
    }

    public PolicySources withHosts(Set<String> reachable) {
        return new PolicySources(files, rules, code, profile, reachable);
    }
}
