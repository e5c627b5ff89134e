package dev.meshwarden.webhook.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.pack.PolicySet;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;
import dev.meshwarden.webhook.config.PoliciesConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** Users' Java rules, compiled here into a jar as a user would build one. */
class RulesJarTest {
    private static final String SERVICE = "META-INF/services/" + Rule.class.getName();

    private static final String SAMPLE =
            """
            package com.example;

            import dev.meshwarden.policy.review.Operation;
            import dev.meshwarden.policy.rule.Answer;
            import dev.meshwarden.policy.rule.EnforcementAction;
            import dev.meshwarden.policy.rule.Question;
            import dev.meshwarden.policy.rule.Rule;
            import dev.meshwarden.policy.rule.RuleDoc;
            import dev.meshwarden.policy.rule.Severity;
            import dev.meshwarden.policy.rule.Violation;
            import dev.meshwarden.rego.value.Obj;
            import java.util.List;
            import java.util.Set;

            public final class OwnerRule implements Rule {
                @Override
                public RuleDoc doc() {
                    return new RuleDoc(
                            "SAMPLE-1", "Namespaces have an owner", "A Namespace without an owner.",
                            "Label it.", Severity.LOW, EnforcementAction.DENY,
                            List.of(new RuleDoc.KindMatch(List.of(""), List.of("Namespace"))),
                            Set.of(Operation.CREATE), List.of(), List.of(), Obj.EMPTY, "");
                }

                @Override
                public Answer answer(Question question) {
                    return question.review().text("metadata", "labels", "owner").isEmpty()
                            ? new Answer.Checked(
                                    List.of(new Violation("SAMPLE-1", "", Severity.LOW, EnforcementAction.DENY,
                                            "The namespace has no owner.", "Label it.", "/metadata/labels", Obj.EMPTY)),
                                    List.of(), List.of())
                            : Answer.CLEAN;
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void aRuleFromAJarDecidesBesideTheBuiltInOnes() throws Exception {
        Path jar = jar(Map.of("com/example/OwnerRule", SAMPLE), "com.example.OwnerRule\n");
        var loader =
                new PolicyLoader(
                        PoliciesConfig.STANDARD.withRulesJars(List.of(jar)),
                        InstantSource.system());

        assertThat(loader.load()).isInstanceOf(PolicySet.Loading.Loaded.class);
        PolicySet set = ((PolicySet.Loading.Loaded) loader.load()).policies();
        assertThat(set.rules().ids()).contains("SAMPLE-1", "MW-MTLS-001");
        var review =
                Reviews.ofManifest(
                        (Obj)
                                YamlReader.read(
                                        "{apiVersion: v1, kind: Namespace, metadata: {name:"
                                                + " shop}}"),
                        Operation.CREATE,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH);
        assertThat(set.decide(review, Optional.empty(), Duration.ofSeconds(10)).violations())
                .anySatisfy(v -> assertThat(v.violation().rule()).isEqualTo("SAMPLE-1"));
    }

    @Test
    void F32_aJarSeesTheContractAndNothingOfTheServer() throws Exception {
        String nosy =
                SAMPLE.replace("class OwnerRule", "class NosyRule")
                        .replace(
                                "public RuleDoc doc() {",
                                "public RuleDoc doc() {\n"
                                        + "        try {\n"
                                        + "           "
                                        + " Class.forName(\"dev.meshwarden.webhook.config.Config\","
                                        + " false, getClass().getClassLoader());\n"
                                        + "        } catch (ClassNotFoundException e) {\n"
                                        + "            throw new IllegalStateException(\"not to be"
                                        + " seen\");\n"
                                        + "        }");
        Path jar = jar(Map.of("com/example/NosyRule", nosy), "com.example.NosyRule\n");

        assertThat(refusal(jar)).contains("not to be seen");
    }

    @Test
    void aJarWithoutRulesIsRefusedByName() throws Exception {
        Path jar = jar(Map.of("com/example/OwnerRule", SAMPLE), "");

        assertThat(refusal(jar)).contains("rules.jar").contains("no rule in " + SERVICE);
    }

    @Test
    void aJarThatNamesWhatIsNotThereIsRefused() throws Exception {
        Path jar = jar(Map.of("com/example/OwnerRule", SAMPLE), "com.example.Missing\n");

        assertThat(refusal(jar)).contains("com.example.Missing");
    }

    @Test
    void whatIsNoJarIsRefused() {
        assertThat(refusal(folder.resolve("none.jar"))).contains("no such file");
    }

    private static String refusal(Path jar) {
        RulesJar.Opening opening = RulesJar.open(jar);
        assertThat(opening).isInstanceOf(RulesJar.Opening.Refused.class);
        return ((RulesJar.Opening.Refused) opening).diagnostic().line();
    }

    private Path jar(Map<String, String> sources, String services) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            int status =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    null,
                                    null,
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    classes.toString(),
                                    file.toString());
            assertThat(status).isZero();
        }
        Path jar = folder.resolve("rules.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                var entries = new JarOutputStream(out);
                Stream<Path> walk = Files.walk(classes)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
            entries.putNextEntry(new JarEntry(SERVICE));
            entries.write(services.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }
}
