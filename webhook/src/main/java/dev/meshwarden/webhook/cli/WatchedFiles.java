package dev.meshwarden.webhook.cli;

import dev.meshwarden.webhook.assembly.UnreadableFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Files and folders that a command looks at again and again. Names, sizes and times tell of a change. */
final class WatchedFiles {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Terminal terminal;
    private final List<String> paths;
    private String seen;

    WatchedFiles(Terminal terminal, List<String> paths) {
        this.terminal = terminal;
        this.paths = List.copyOf(paths);
        this.seen = state();
    }

    /** Comes back when something is different from the last time and has come to rest, or when the thread is interrupted. */
    void awaitChange() {
        String before = seen;
        String last = before;
        while (!Thread.currentThread().isInterrupted()) {
            String now = state();
            if (!now.equals(before) && now.equals(last)) {
                seen = now;
                return;
            }
            last = now;
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private String state() {
        var text = new StringBuilder();
        for (String path : paths) {
            try (Stream<Path> walk =
                    Files.walk(terminal.resolve(Path.of(path)), FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    text.append(file).append(' ').append(Files.size(file)).append(' ');
                    text.append(Files.getLastModifiedTime(file)).append('\n');
                }
            } catch (IOException | UncheckedIOException e) {
                text.append(path).append(' ').append(UnreadableFile.why(e)).append('\n');
            }
        }
        return text.toString();
    }
}
