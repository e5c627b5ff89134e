package dev.meshwarden.webhook.cli;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.webhook.assembly.PolicyLoader;
import dev.meshwarden.webhook.config.PoliciesConfig;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Options that say which policies decide; the same for every command that has any. */
final class PolicyOptions {
    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description =
                    "Policies, constraints and exemptions beside the built-in pack; repeatable.")
    private List<Path> folders = List.of();

    @Option(
            names = "--rules-jar",
            paramLabel = "FILE",
            description = "A jar of Java rules; repeatable.")
    private List<Path> rulesJars = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "baseline (default), strict, reference, or a file of kind Profile.")
    private @Nullable String profile;

    /** What a configuration says, with these options over it. */
    PoliciesConfig over(PoliciesConfig config, Terminal terminal) {
        PoliciesConfig merged = config;
        if (!folders.isEmpty()) {
            merged = merged.withFolders(folders.stream().map(terminal::resolve).toList());
        }
        if (!rulesJars.isEmpty()) {
            merged = merged.withRulesJars(rulesJars.stream().map(terminal::resolve).toList());
        }
        return Optional.ofNullable(profile)
                .map(p ->
                        Files.isRegularFile(terminal.resolve(Path.of(p)))
                                ? terminal.resolve(Path.of(p)).toString()
                                : p)
                .map(merged::withProfile)
                .orElse(merged);
    }

    /** The policies; throws {@link CannotRead} with everything that is wrong with them. */
    PolicySet load(Terminal terminal) {
        return switch (new PolicyLoader(
                        over(
                                PoliciesConfig.STANDARD.withTests(PoliciesConfig.Tests.SKIP),
                                terminal),
                        InstantSource.system())
                .load()) {
            case PolicySet.Loading.Loaded(var policies, _) -> policies;
            case PolicySet.Loading.Rejected(var diagnostics) -> throw new CannotRead(diagnostics);
        };
    }
}
