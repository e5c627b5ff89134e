package dev.meshwarden.rego.builtin.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compiled patterns. A pattern's size is estimated before it is compiled, so that none takes the memory or the stack.
 *
 * <p>Threading: patterns are immutable; the cache is shared by all evaluations, since policies use few patterns and compile them anew
 * for every request otherwise. Past its bound it starts afresh.
 */
public final class Patterns {
    /** Instructions of all cached patterns together: some tens of bytes each. */
    private static final int MOST_CACHED = 200_000;

    /** Letters times instructions below which a match is over at once. */
    private static final int LITTLE_WORK = 1 << 14;

    private static final int LONGEST_CACHED = 4_096;

    private static final java.util.regex.Pattern GROUP_NAME =
            java.util.regex.Pattern.compile("\\(\\?P?<(\\w+)>");

    private static final ConcurrentHashMap<String, Pattern> CACHE = new ConcurrentHashMap<>();
    private static final AtomicInteger CACHED = new AtomicInteger();

    private Patterns() {}

    /** Halts for a pattern too large, fails for one that is none. */
    public static Pattern compile(BuiltinContext context, String text) {
        Pattern cached = CACHE.get(text);
        if (cached != null) {
            return cached;
        }
        long size = PatternSize.of(text);
        if (size > context.budget().limits().regexInstructions()) {
            throw new Halt(Limit.REGEX);
        }
        context.budget().steps(size);
        Pattern compiled = parse(text);
        if (text.length() <= LONGEST_CACHED) {
            if (CACHED.addAndGet(compiled.programSize()) > MOST_CACHED) {
                CACHE.clear();
                CACHED.set(compiled.programSize());
            }
            CACHE.put(text, compiled);
        }
        return compiled;
    }

    private static Pattern parse(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            if (e.getPattern().equals("stack underflow")) { // re2j's word for one bracket too many
                throw BuiltinError.failed("error parsing regexp: unexpected ): `" + text + "`");
            }
            String unique = withoutDuplicates(text);
            if (e.getDescription().startsWith("duplicate") && !unique.equals(text)) {
                return parse(unique);
            }
            throw BuiltinError.failed(
                    "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
        } catch (StackOverflowError _) {
            throw BuiltinError.failed(
                    "error parsing regexp: expression nests too deeply: `" + text + "`");
        }
    }

    /** Go allows two groups of one name; re2j does not, so the later ones lose theirs. */
    private static String withoutDuplicates(String text) {
        Set<String> names = new HashSet<>();
        return GROUP_NAME
                .matcher(text)
                .replaceAll(m -> names.add(m.group(1)) ? m.group().replace("$", "\\$") : "(");
    }

    /** A matcher over text that keeps to the deadline. */
    public static Matcher matcher(Budget budget, Pattern pattern, String text) {
        int size = pattern.programSize();
        return pattern.matcher(
                (long) text.length() * size < LITTLE_WORK
                        ? text
                        : new TimedText(budget, size, text));
    }
}
