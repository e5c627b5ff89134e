package dev.meshwarden.webhook.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is enforced, and how.
 *
 * @param profile {@code baseline}, {@code strict}, {@code reference}, or a file of kind Profile
 * @param enforcement the strongest action there is; {@link Enforcement#PROFILE} leaves it to the profile
 * @param folders of policies, constraints, templates and exemptions, watched while serving
 * @param rulesJars jars of Java rules
 * @param tests whether the tests that lie beside the policies must pass before those are put in force
 * @param reload how often the folders are looked at
 * @param allowNet hosts, by name or address, that Rego policies may ask by {@code http.send} and {@code net.lookup_ip_addr}; where there
 *     are none, asking is a compile error
 */
public record PoliciesConfig(
        String profile,
        Enforcement enforcement,
        List<Path> folders,
        List<Path> rulesJars,
        Tests tests,
        Duration reload,
        List<String> allowNet) {
    public static final PoliciesConfig STANDARD =
            new PoliciesConfig(
                    "baseline",
                    Enforcement.PROFILE,
                    List.of(),
                    List.of(),
                    Tests.RUN,
                    Duration.ofMillis(250),
                    List.of());

    /** What becomes of {@code test_*} rules beside the policies. */
    public enum Tests {
        RUN,
        SKIP
    }

    /** How strong an answer may be. */
    public enum Enforcement {
        PROFILE,
        ENFORCE,
        WARN,
        OBSERVE
    }

    public PoliciesConfig {
        folders = List.copyOf(folders);
        rulesJars = List.copyOf(rulesJars);
        allowNet = List.copyOf(allowNet);
    }

    public PoliciesConfig withProfile(String other) {
        return new PoliciesConfig(other, enforcement, folders, rulesJars, tests, reload, allowNet);
    }

    public PoliciesConfig withEnforcement(Enforcement other) {
        return new PoliciesConfig(profile, other, folders, rulesJars, tests, reload, allowNet);
    }

    public PoliciesConfig withFolders(List<Path> others) {
        return new PoliciesConfig(profile, enforcement, others, rulesJars, tests, reload, allowNet);
    }

    public PoliciesConfig withRulesJars(List<Path> others) {
        return new PoliciesConfig(profile, enforcement, folders, others, tests, reload, allowNet);
    }

    public PoliciesConfig withReload(Duration every) {
        return new PoliciesConfig(profile, enforcement, folders, rulesJars, tests, every, allowNet);
    }

    public PoliciesConfig withTests(Tests other) {
        return new PoliciesConfig(
                profile, enforcement, folders, rulesJars, other, reload, allowNet);
    }

    public PoliciesConfig withAllowNet(List<String> hosts) {
        return new PoliciesConfig(profile, enforcement, folders, rulesJars, tests, reload, hosts);
    }
}
