package dev.meshwarden.webhook.e2e;

import dev.meshwarden.fixtures.FixtureTree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program that plays etcd and kube-apiserver: named by {@code MESHWARDEN_E2E_KUBE_BIN}, or built from {@code webhook/src/e2e/go}
 * once and kept by the digest of what it was built from.
 */
final class KubeBinary {
    static final String VERSION = "v1.37.2";
    private static final String LEAST_GO = "1.26.6";
    private static final long LONGEST_BUILD_MINUTES = 60;
    private static final long DISK_NEEDED = 6L << 30;
    private static final int KEPT = 2;
    private static final List<String> FLAGS =
            List.of(
                    "-p",
                    "2",
                    "-ldflags",
                    "-s -w -X k8s.io/component-base/version.gitVersion="
                            + VERSION
                            + " -X k8s.io/component-base/version.gitMajor=1"
                            + " -X k8s.io/component-base/version.gitMinor=37"
                            + " -X k8s.io/client-go/pkg/version.gitVersion="
                            + VERSION);

    private KubeBinary() {}

    /** Whether there is such a program. */
    sealed interface Outcome {
        record Found(Path program) implements Outcome {}

        record Missing(String reason) implements Outcome {}
    }

    /** Looks, and builds if it must: about six minutes, once. */
    static Outcome find() throws IOException, InterruptedException {
        String named = System.getenv("MESHWARDEN_E2E_KUBE_BIN");
        if (named != null && !named.isEmpty()) {
            Path program = Path.of(named);
            return Files.isExecutable(program)
                    ? new Outcome.Found(program)
                    : new Outcome.Missing("MESHWARDEN_E2E_KUBE_BIN names no program: " + program);
        }
        String go = GoTool.version();
        if (!GoTool.isAtLeast(go, LEAST_GO)) {
            return new Outcome.Missing("no Go >= " + LEAST_GO + " and no MESHWARDEN_E2E_KUBE_BIN");
        }
        return built(go);
    }

    private static Outcome built(String go) throws IOException, InterruptedException {
        Path cache = Files.createDirectories(cache());
        Path sources = FixtureTree.root().resolve("webhook/src/e2e/go");
        Path folder = cache.resolve(key(sources, go));
        Path program = folder.resolve("mwkube");
        try (var channel =
                        FileChannel.open(
                                cache.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.isExecutable(program)) {
                long free = Files.getFileStore(cache).getUsableSpace();
                if (free < DISK_NEEDED) {
                    return new Outcome.Missing(
                            "building the control plane needs 6 GiB of free disk, "
                                    + (free >> 20)
                                    + " MiB are left at "
                                    + cache);
                }
                Files.createDirectories(folder);
                String failure = build(sources, folder.resolve("mwkube.tmp"));
                if (!failure.isEmpty()) {
                    return new Outcome.Missing(failure);
                }
                Files.move(folder.resolve("mwkube.tmp"), program, StandardCopyOption.ATOMIC_MOVE);
            }
            keepLatest(cache, folder);
        }
        return new Outcome.Found(program);
    }

    /** Builds in a copy of the sources, since the tool may write to go.mod; answers what went wrong. */
    private static String build(Path sources, Path target)
            throws IOException, InterruptedException {
        Path copy = Files.createDirectories(target.resolveSibling("src"));
        for (String name : List.of("main.go", "go.mod", "go.sum")) {
            Files.copy(
                    sources.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = target.resolveSibling("build.log");
        var command =
                Stream.of(
                                Stream.of("nice", "go", "build"),
                                FLAGS.stream(),
                                Stream.of("-o", target.toString(), "."))
                        .flatMap(part -> part)
                        .toList();
        var builder = new ProcessBuilder(command).directory(copy.toFile());
        builder.environment().putAll(GoTool.ENVIRONMENT);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        if (!process.waitFor(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return "the Go build took longer than " + LONGEST_BUILD_MINUTES + " min; see " + log;
        }
        return process.exitValue() == 0 ? "" : "the Go build failed; see " + log;
    }

    private static Path cache() {
        Map<String, String> environment = System.getenv();
        String named = environment.getOrDefault("MESHWARDEN_E2E_CACHE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base =
                xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("meshwarden/e2e");
    }

    private static String key(Path sources, String go) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String name : List.of("go.mod", "go.sum", "main.go")) {
                digest.update(Files.readAllBytes(sources.resolve(name)));
            }
            digest.update((go + FLAGS + GoTool.ENVIRONMENT).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    private static void keepLatest(Path cache, Path used) throws IOException {
        Files.setLastModifiedTime(
                used, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
        List<Path> folders;
        try (Stream<Path> list = Files.list(cache)) {
            folders =
                    list.filter(Files::isDirectory)
                            .sorted(
                                    Comparator.comparing((Path p) -> p.toFile().lastModified())
                                            .reversed())
                            .toList();
        }
        for (Path old : folders.subList(Math.min(KEPT, folders.size()), folders.size())) {
            Folders.delete(old);
        }
    }

    /** Builds, if there is something to build, and prints where the program lies; ends with 1 where there is none. */
    public static void main(String[] arguments) throws Exception {
        switch (find()) {
            case Outcome.Found(var program) -> System.out.println(program);
            case Outcome.Missing(var reason) -> {
                System.err.println("e2e: " + reason);
                System.exit(1);
            }
        }
    }
}
