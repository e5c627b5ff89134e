package dev.meshwarden.policy.patch;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON pointer, RFC 6901.
 *
 * @param tokens unescaped; none for the whole document
 */
public record Pointer(List<String> tokens) {
    private static final int LONGEST_INDEX = 9;

    public static final Pointer ROOT = new Pointer(List.of());

    public Pointer {
        tokens = List.copyOf(tokens);
    }

    /** Empty when the text is none: it neither is empty nor begins with a slash, or a tilde escapes nothing. */
    public static Optional<Pointer> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(ROOT);
        }
        if (text.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        for (String escaped : text.substring(1).split("/", -1)) {
            for (int at = escaped.indexOf('~'); at >= 0; at = escaped.indexOf('~', at + 1)) {
                if (at + 1 == escaped.length() || "01".indexOf(escaped.charAt(at + 1)) < 0) {
                    return Optional.empty();
                }
            }
            tokens.add(escaped.replace("~1", "/").replace("~0", "~"));
        }
        return Optional.of(new Pointer(tokens));
    }

    /** One token as it stands in a pointer's text. */
    public static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    public boolean isRoot() {
        return tokens.isEmpty();
    }

    /** The container that the last token is looked up in; the root has none. */
    public Pointer parent() {
        return new Pointer(tokens.subList(0, tokens.size() - 1));
    }

    public String last() {
        return tokens.getLast();
    }

    /** Whether this is the other pointer or lies below it. */
    public boolean isWithin(Pointer other) {
        return tokens.size() >= other.tokens.size()
                && tokens.subList(0, other.tokens.size()).equals(other.tokens);
    }

    /** What stands there; null when nothing does. */
    public @Nullable Value find(Value root) {
        Value here = root;
        for (String token : tokens) {
            Value next =
                    switch (here) {
                        case Obj o -> o.get(Str.of(token));
                        case Array a -> isIndex(token) ? a.get(Num.parse(token)) : null;
                        default -> null;
                    };
            if (next == null) {
                return null;
            }
            here = next;
        }
        return here;
    }

    /** Digits without a leading zero. */
    static boolean isIndex(String token) {
        return !token.isEmpty()
                && token.length() <= LONGEST_INDEX
                && token.chars().allMatch(c -> c >= '0' && c <= '9')
                && (token.length() == 1 || token.charAt(0) != '0');
    }

    /** As RFC 6901 writes it. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        tokens.forEach(t -> text.append('/').append(escape(t)));
        return text.toString();
    }
}
