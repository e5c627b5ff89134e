package dev.meshwarden.webhook.config;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlDocument;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One mapping of a configuration while it is read: gives out typed values, keeps count of the keys asked for, reports the others. */
final class Section {
    private static final Pattern HTTPS_ORIGIN = Pattern.compile("https://[^/?#\\s]+");

    private final Source source;
    private final YamlDocument document;
    private final String pointer;
    private final Obj values;
    private final List<Diagnostic> problems;
    private final TreeSet<String> known = new TreeSet<>();

    Section(
            Source source,
            YamlDocument document,
            String pointer,
            Obj values,
            List<Diagnostic> problems) {
        this.source = source;
        this.document = document;
        this.pointer = pointer;
        this.values = values;
        this.problems = problems;
    }

    Section section(String key) {
        Value value = take(key);
        if (value != null && !(value instanceof Obj)) {
            refuse(key, "`" + key + "` is a mapping of keys", "");
        }
        Obj inner = value instanceof Obj o ? o : Obj.EMPTY;
        return new Section(source, document, pointer + "/" + key, inner, problems);
    }

    String text(String key, String fallback) {
        return switch (take(key)) {
            case null -> fallback;
            case Str s -> s.text();
            default -> {
                refuse(key, "`" + key + "` is a text", "put it in quotes");
                yield fallback;
            }
        };
    }

    /** An https URL of a host and port, without a path; empty for none. */
    String httpsUrl(String key, String fallback) {
        String url = text(key, fallback);
        if (!url.isEmpty() && !HTTPS_ORIGIN.matcher(url).matches()) {
            refuse(
                    key,
                    "`" + key + "` is an https URL without a path",
                    "write for example https://127.0.0.1:8443");
            return fallback;
        }
        return url;
    }

    List<String> texts(String key) {
        Value value = take(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof Array array) {
            for (Value item : array) {
                if (item instanceof Str s) {
                    texts.add(s.text());
                }
            }
            if (texts.size() == array.size()) {
                return texts;
            }
        }
        refuse(key, "`" + key + "` is a list of texts", "");
        return List.of();
    }

    int number(String key, int fallback, int least, int most) {
        Value value = take(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Num n && n.isLong() && n.longOr(0) >= least && n.longOr(0) <= most) {
            return (int) n.longOr(0);
        }
        refuse(key, "`" + key + "` is a whole number from " + least + " to " + most, "");
        return fallback;
    }

    Duration duration(String key, Duration fallback) {
        Value value = take(key);
        if (value == null) {
            return fallback;
        }
        var read =
                value instanceof Str s
                        ? Durations.parse(s.text())
                        : java.util.Optional.<Duration>empty();
        if (read.isEmpty()) {
            refuse(
                    key,
                    "`" + key + "` is a duration with its unit",
                    "write for example "
                            + Durations.print(fallback.isZero() ? Duration.ofSeconds(15) : fallback)
                            + "; units are ms, s, m, h, d");
        }
        return read.orElse(fallback);
    }

    ByteSize size(String key, ByteSize fallback) {
        Value value = take(key);
        if (value == null) {
            return fallback;
        }
        var read =
                value instanceof Str s
                        ? ByteSize.parse(s.text())
                        : java.util.Optional.<ByteSize>empty();
        if (read.isEmpty()) {
            refuse(
                    key,
                    "`" + key + "` is a size with its unit",
                    "write for example " + fallback + "; units are B, KiB, MiB, GiB, TiB");
        }
        return read.orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return switch (take(key)) {
            case null -> fallback;
            case Bool b -> b.value();
            default -> {
                refuse(key, "`" + key + "` is true or false", "");
                yield fallback;
            }
        };
    }

    /** A key that there was once; refused, if it is given, with what to write instead. */
    void retired(String key, String instead) {
        if (values.get(key) != null) {
            take(key);
            refuse(key, "`" + key + "` is no longer a key here", instead);
        }
    }

    /** Refuses a value that another key makes necessary. */
    void require(String key, boolean given, String why) {
        if (!given) {
            refuse(key, "`" + key + "` is needed here", why);
        }
    }

    <T> T choice(String key, T fallback, Map<String, T> choices) {
        Value value = take(key);
        if (value == null) {
            return fallback;
        }
        T chosen = choices.get(word(value));
        if (chosen == null) {
            refuse(
                    key,
                    "`" + key + "` is one of " + String.join(", ", new TreeMap<>(choices).keySet()),
                    "");
            return fallback;
        }
        return chosen;
    }

    /** What was written: YAML 1.1 reads the word off as false. */
    private static String word(Value value) {
        return switch (value) {
            case Str s -> s.text();
            case Num n -> n.text();
            case Bool b -> b.value() ? "on" : "off";
            default -> "";
        };
    }

    /** Hands the record through, after every key that nobody asked for was reported. */
    <T> T done(T read) {
        refuseOthers();
        return read;
    }

    void refuseOthers() {
        values.forEach((key, _) -> {
            String name = key instanceof Str s ? s.text() : key.toString();
            if (!known.contains(name)) {
                refuse(
                        name,
                        "`"
                                + (name.length() > 80 ? name.substring(0, 80) : name)
                                + "` is not a key here",
                        "keys here: " + String.join(", ", known));
            }
        });
    }

    private @Nullable Value take(String key) {
        known.add(key);
        return values.get(key);
    }

    private void refuse(String key, String message, String hint) {
        String at = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
        YamlDocument.Place place = document.keyPlaces().get(at);
        Location location =
                place == null
                        ? new Location(source, 0, 0, 0, 0)
                        : new Location(source, place.row(), place.column(), 0, 0);
        problems.add(new Diagnostic(Code.CONFIG, message, location, hint));
    }
}
