package dev.meshwarden.webhook.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the program starts: words in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        // UTF-8 whatever the locale says; buffered, because reports are long.
        System.setOut(
                new PrintStream(
                        new java.io.BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), 1 << 16),
                        false,
                        StandardCharsets.UTF_8));
        System.setErr(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Exit exit = Commands.run(Terminal.ofProcess(), List.of(words));
        System.out.flush();
        System.exit(exit.code());
    }
}
