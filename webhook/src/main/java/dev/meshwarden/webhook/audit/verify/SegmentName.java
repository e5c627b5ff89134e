package dev.meshwarden.webhook.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A segment's file and the seq of its first record, which its name says: {@code seg-<16 digits>.jsonl}. */
public record SegmentName(Path file, long firstSeq) {
    private static final Pattern NAME = Pattern.compile("seg-([0-9]{16})\\.jsonl");

    public static String of(long firstSeq) {
        return "seg-%016d.jsonl".formatted(firstSeq);
    }

    /** Those of an epoch's folder, by first seq. */
    public static List<SegmentName> in(Path epoch) throws IOException {
        try (Stream<Path> files = Files.list(epoch)) {
            return files.flatMap(
                            f -> {
                                Matcher name = NAME.matcher(f.getFileName().toString());
                                return name.matches()
                                        ? Stream.of(
                                                new SegmentName(f, Long.parseLong(name.group(1))))
                                        : Stream.empty();
                            })
                    .sorted(Comparator.comparingLong(SegmentName::firstSeq))
                    .toList();
        }
    }

    String name() {
        return file.getFileName().toString();
    }
}
