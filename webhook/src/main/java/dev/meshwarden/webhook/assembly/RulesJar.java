package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Java rules out of a jar that the operator named: found by {@link ServiceLoader}, in a class loader of their own that sees the
 * contract and nothing of the server. Trusted code: it runs with the server's rights.
 */
public final class RulesJar {
    private RulesJar() {}

    /** What opening a jar came to. */
    public sealed interface Opening {
        /**
         * Its rules, by id. The loader stays open for as long as they are used.
         *
         * @param digest {@code sha256:} and hex digits of the jar
         */
        record Opened(List<Rule> rules, String digest, URLClassLoader loader) implements Opening {
            public Opened {
                rules = List.copyOf(rules);
            }
        }

        /** No rules in it, or rules that cannot be made. */
        record Refused(Diagnostic diagnostic) implements Opening {}
    }

    public static Opening open(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return refused(jar, "no such file");
        }
        var loader =
                new URLClassLoader(jar.getFileName().toString(), urls(jar), new ContractLoader());
        List<Rule> rules = new ArrayList<>();
        try {
            for (Rule rule : ServiceLoader.load(Rule.class, loader)) {
                if (rule.doc().id().isEmpty()) {
                    return closed(loader, jar, rule.getClass().getName() + " has no id");
                }
                rules.add(rule);
            }
        } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
            return closed(loader, jar, "its rules cannot be made: " + e);
        }
        if (rules.isEmpty()) {
            return closed(loader, jar, "no rule in META-INF/services/" + Rule.class.getName());
        }
        rules.sort(Comparator.comparing(rule -> rule.doc().id()));
        try {
            return new Opening.Opened(rules, digest(jar), loader);
        } catch (IOException e) {
            return closed(loader, jar, "it cannot be read: " + e.getMessage());
        }
    }

    private static String digest(Path jar) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    private static URL[] urls(Path jar) {
        try {
            return new URL[] {jar.toUri().toURL()};
        } catch (MalformedURLException e) {
            throw new IllegalStateException("bug: a path without an address", e);
        }
    }

    private static Opening closed(URLClassLoader loader, Path jar, String reason) {
        try {
            loader.close();
        } catch (IOException e) {
            return refused(jar, reason + "; and it cannot be closed: " + e.getMessage());
        }
        return refused(jar, reason);
    }

    private static Opening refused(Path jar, String reason) {
        return new Opening.Refused(
                new Diagnostic(
                        Code.POLICY,
                        reason,
                        new Location(new Source(jar.toString(), ""), 0, 0, 0, 0)));
    }

    /** Shows the JDK and the rooms that a rule is written against. */
    private static final class ContractLoader extends ClassLoader {
        private static final List<String> CONTRACT =
                List.of(
                        "dev.meshwarden.policy.rule.",
                        "dev.meshwarden.policy.review.",
                        "dev.meshwarden.policy.mesh.",
                        "dev.meshwarden.policy.patch.",
                        "dev.meshwarden.rego.value.",
                        "dev.meshwarden.rego.diagnostic.",
                        "dev.meshwarden.rego.source.",
                        "org.jspecify.");

        ContractLoader() {
            super("contract", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (CONTRACT.stream().anyMatch(name::startsWith)) {
                return Class.forName(name, false, RulesJar.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
