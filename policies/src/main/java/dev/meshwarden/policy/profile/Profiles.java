package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.constraint.PolicyObject.Parsed;
import dev.meshwarden.policy.rule.Spelling;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.YamlReader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The profiles that can be named: the three that come with the product, and those that users wrote. */
public final class Profiles {
    /** What applies unless something else is asked for. */
    public static final String DEFAULT = "baseline";

    private static final List<String> BUILT_IN = List.of("reference", "baseline", "strict");

    private final SortedMap<String, ProfileSpec> byName;

    private Profiles(SortedMap<String, ProfileSpec> byName) {
        this.byName = byName;
    }

    /** What looking a profile up came to. */
    public sealed interface Found {
        record Resolved(Profile profile) implements Found {}

        record Missing(Diagnostic diagnostic) implements Found {}
    }

    /** Those of the product; {@code reference}, {@code baseline}, {@code strict}. */
    public static Profiles builtIn() {
        SortedMap<String, ProfileSpec> byName = new TreeMap<>();
        for (String name : BUILT_IN) {
            Source source = resource(name);
            var documents = YamlReader.manifests(source.text());
            switch (ProfileReader.read(source, documents.getFirst())) {
                case Parsed.Read<ProfileSpec>(var spec) -> byName.put(spec.name(), spec);
                case Parsed.Failed<ProfileSpec>(var diagnostics) ->
                        throw new IllegalStateException("bug: " + diagnostics);
            }
        }
        return new Profiles(byName);
    }

    private static Source resource(String name) {
        String path = name + ".yaml";
        try (InputStream in = Profiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("bug: no resource " + path);
            }
            return new Source(
                    "profile/" + path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With more; one of the same name stands over the product's. */
    public Profiles plus(Collection<ProfileSpec> more) {
        SortedMap<String, ProfileSpec> all = new TreeMap<>(byName);
        more.forEach(s -> all.put(s.name(), s));
        return new Profiles(all);
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The profile with everything that it extends worked in. */
    public Found resolve(String name) {
        List<ProfileSpec> chain = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Location asked = Location.NONE;
        for (String next = name; !next.isEmpty(); ) {
            ProfileSpec spec = byName.get(next);
            if (spec == null) {
                return new Found.Missing(
                        new Diagnostic(
                                Code.CONFIG,
                                "no profile is named `" + next + "`",
                                asked,
                                Spelling.hint(next, byName.keySet())));
            }
            if (!seen.add(next)) {
                return new Found.Missing(
                        new Diagnostic(
                                Code.CONFIG,
                                "profile `" + next + "` extends itself",
                                spec.baseAt(),
                                "by way of " + String.join(", ", seen)));
            }
            chain.addFirst(spec);
            asked = spec.baseAt();
            next = spec.base();
        }
        Profile profile = Profile.EMPTY;
        for (ProfileSpec spec : chain) {
            profile = spec.over(profile);
        }
        return new Found.Resolved(profile);
    }

    /** Names of the settings that the product's own profiles give; a site's policies may read others. */
    public static Set<String> knownSettings() {
        Set<String> known = new TreeSet<>();
        builtIn().byName.values().forEach(spec -> known.addAll(spec.settingsAt().keySet()));
        return known;
    }

    /** Names to specs, for listings. */
    public Map<String, ProfileSpec> all() {
        return Map.copyOf(byName);
    }
}
