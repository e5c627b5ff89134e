package dev.meshwarden.webhook.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, as people write it: {@code 8MiB}. */
public record ByteSize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12})(B|KiB|MiB|GiB|TiB)?");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    public static ByteSize ofMebi(long count) {
        return new ByteSize(count << 20);
    }

    public static ByteSize ofGibi(long count) {
        return new ByteSize(count << 30);
    }

    /** Empty when the text is no size. */
    public static Optional<ByteSize> parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int shift =
                switch (m.group(2) == null ? "B" : m.group(2)) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    case "TiB" -> 40;
                    default -> 0;
                };
        long count = Long.parseLong(m.group(1));
        return count > Long.MAX_VALUE >> shift
                ? Optional.empty()
                : Optional.of(new ByteSize(count << shift));
    }

    /** In the largest unit that divides it. */
    @Override
    public String toString() {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        long count = bytes;
        int unit = 0;
        while (unit < units.length - 1 && count != 0 && count % 1024 == 0) {
            count /= 1024;
            unit++;
        }
        return count + units[unit];
    }
}
