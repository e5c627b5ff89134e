package dev.meshwarden.webhook.assembly;

import dev.meshwarden.rego.source.Source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads folders of policies: every file that may be part of a policy set, in path order, hidden ones left out. */
public final class SourceFolder {
    private static final long LARGEST = 16L << 20;
    private static final List<String> ENDS = List.of(".rego", ".yaml", ".yml", ".json", ".md");

    private SourceFolder() {}

    /** A file or everything below a folder; throws {@link UnreadableFile} for the first that cannot be read. */
    public static List<Source> read(Path at) {
        return read(List.of(at));
    }

    public static List<Source> read(List<Path> all) {
        List<Source> sources = new ArrayList<>();
        for (Path at : all) {
            for (Path file : files(at)) {
                sources.add(source(file));
            }
        }
        return sources;
    }

    /** The files that {@link #read} would read. */
    static List<Path> files(Path at) {
        if (!Files.exists(at)) {
            throw new UnreadableFile(at.toString(), "no such file or folder");
        }
        if (Files.isRegularFile(at)) {
            return List.of(at);
        }
        // Links are followed: a mounted ConfigMap is a folder of links into a hidden folder.
        try (Stream<Path> walk = Files.walk(at, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(file -> isPart(at.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UnreadableFile(at.toString(), UnreadableFile.why(e));
        }
    }

    private static boolean isPart(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = relative.toString();
        return ENDS.stream().anyMatch(name::endsWith);
    }

    /** One file as UTF-8 text, named as it was given. */
    public static Source source(Path file) {
        String name = file.toString().replace('\\', '/');
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnreadableFile(name, "larger than 16 MiB");
            }
            return new Source(name, text(name, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UnreadableFile(name, UnreadableFile.why(e));
        }
    }

    /** Bytes as UTF-8 text without a byte order mark. */
    public static String text(String name, byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UnreadableFile(name, "not valid UTF-8");
        }
    }
}
