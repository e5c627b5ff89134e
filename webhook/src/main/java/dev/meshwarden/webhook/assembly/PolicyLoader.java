package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.pack.PolicySources;
import dev.meshwarden.policy.profile.EnforcementMode;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.YamlReader;
import dev.meshwarden.webhook.audit.PolicyOrigins;
import dev.meshwarden.webhook.config.PoliciesConfig;
import dev.meshwarden.webhook.config.Version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Loads what a configuration names: the built-in pack, folders, jars, under a profile. The folders are read anew each time. */
public final class PolicyLoader {
    private final PoliciesConfig config;
    private final InstantSource clock;
    private final ExecutorService threads = LeashedRule.threads();
    private final List<LeashedRule> rules = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    private final List<Diagnostic> jarProblems = new ArrayList<>();

    /**
     * @param clock what the policies' own tests take for now
     */
    public PolicyLoader(PoliciesConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        for (Path jar : config.rulesJars()) {
            switch (RulesJar.open(jar)) {
                case RulesJar.Opening.Opened(var opened, var digest, _) -> {
                    opened.forEach(rule -> rules.add(new LeashedRule(rule, threads)));
                    digests.add(digest);
                }
                case RulesJar.Opening.Refused(var diagnostic) -> jarProblems.add(diagnostic);
            }
        }
    }

    /** Everything or nothing. */
    public PolicySet.Loading load() {
        if (!jarProblems.isEmpty()) {
            return new PolicySet.Loading.Rejected(jarProblems);
        }
        try {
            List<Source> files = SourceFolder.read(config.folders());
            PolicySources sources =
                    PolicySources.builtIn()
                            .plusFiles(files)
                            .plusRules(rules)
                            .withCode(digests)
                            .withHosts(hosts());
            Optional<Source> written = profileFile();
            sources =
                    written.isPresent()
                            ? sources.plusFiles(List.of(written.get()))
                                    .withProfile(nameOf(written.get()))
                            : sources.withProfile(config.profile());
            return tested(capped(PolicySet.load(sources, System::nanoTime)), files);
        } catch (UnreadableFile e) {
            return new PolicySet.Loading.Rejected(List.of(e.diagnostic()));
        }
    }

    private Set<String> hosts() {
        return Set.copyOf(config.allowNet());
    }

    /** Policies whose own tests fail are not what their author meant. */
    private PolicySet.Loading tested(PolicySet.Loading loading, List<Source> files) {
        if (config.tests() == PoliciesConfig.Tests.SKIP
                || loading instanceof PolicySet.Loading.Rejected) {
            return loading;
        }
        List<Diagnostic> failures = OwnTests.failures(files, hosts(), clock.instant());
        return failures.isEmpty() ? loading : new PolicySet.Loading.Rejected(failures);
    }

    /** Threads that rules of jars did not give back. */
    int leftBehind() {
        return rules.stream().mapToInt(LeashedRule::leftBehind).sum();
    }

    private Optional<Source> profileFile() {
        String name = config.profile();
        boolean isFile = name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
        return isFile ? Optional.of(SourceFolder.source(Path.of(name))) : Optional.empty();
    }

    private static String nameOf(Source profile) {
        try {
            var documents = YamlReader.manifests(profile.text());
            if (documents.size() == 1
                    && Review.at(documents.getFirst().value(), "metadata", "name")
                            instanceof Str s) {
                return s.text();
            }
        } catch (MalformedText _) {
            // loading reads it again and says what is wrong, with its place
        }
        return profile.name();
    }

    private PolicySet.Loading capped(PolicySet.Loading loading) {
        return switch (loading) {
            case PolicySet.Loading.Rejected _ -> loading;
            case PolicySet.Loading.Loaded(var policies, var notes) ->
                    new PolicySet.Loading.Loaded(
                            mode().map(m ->
                                            policies.withProfile(
                                                    policies.profile().withEnforcement(m)))
                                    .orElse(policies),
                            notes);
        };
    }

    private Optional<EnforcementMode> mode() {
        return switch (config.enforcement()) {
            case PROFILE -> Optional.empty();
            case ENFORCE -> Optional.of(EnforcementMode.ENFORCE);
            case WARN -> Optional.of(EnforcementMode.WARN);
            case OBSERVE -> Optional.of(EnforcementMode.OBSERVE);
        };
    }

    /** How records name a set that was loaded here. */
    PolicyOrigins origins(PolicySet policies) {
        List<String> names = new ArrayList<>(List.of("builtin"));
        config.folders().forEach(folder -> names.add(String.valueOf(folder.getFileName())));
        Map<String, PolicyOrigins.Origin> origins = new TreeMap<>();
        for (Rules.Entry entry : policies.rules().all()) {
            String parts =
                    entry.parts().stream()
                            .map(part -> part.getClass().getName())
                            .collect(Collectors.joining(" "));
            boolean rego = parts.contains(".regorule.");
            origins.put(
                    entry.doc().id(),
                    new PolicyOrigins.Origin(policies.policyRevision(), rego ? "rego" : "java"));
        }
        return new PolicyOrigins(String.join("+", names), "rego " + Version.current(), origins);
    }

    /** Changes when a file of the folders or the profile's does: names, sizes and times of all. */
    String fingerprint() {
        List<Path> all = new ArrayList<>(config.folders());
        if (config.profile().contains("/") || config.profile().endsWith(".yaml")) {
            all.add(Path.of(config.profile()));
        }
        var text = new StringBuilder();
        for (Path at : all) {
            try {
                for (Path file : SourceFolder.files(at)) {
                    text.append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file))
                            .append('\n');
                }
            } catch (UnreadableFile | IOException e) {
                text.append(at).append(' ').append(e.getMessage()).append('\n');
            }
        }
        return text.toString();
    }
}
