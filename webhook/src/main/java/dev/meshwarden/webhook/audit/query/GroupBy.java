package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.webhook.audit.verify.RecordLine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What matches can be counted by. */
public enum GroupBy {
    NS,
    KIND,
    USER,
    VERDICT,
    OP,
    HOOK,
    /** The rules violated; a record counts once for each. */
    RULE,
    /** The constraints violated. */
    POLICY,
    EXEMPTION;

    /** As {@code --group-by} has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GroupBy> parse(String text) {
        return Arrays.stream(values()).filter(g -> g.text().equals(text)).findFirst();
    }

    /** All of them, for a usage message. */
    public static String choices() {
        return Arrays.stream(values()).map(GroupBy::text).collect(Collectors.joining(", "));
    }

    List<String> of(RecordLine line) {
        Function<String, List<String>> each =
                field ->
                        QueryFilter.objects(line, "violations")
                                .map(v -> QueryFilter.text(v, field))
                                .filter(t -> !t.isEmpty())
                                .distinct()
                                .toList();
        return switch (this) {
            case NS -> List.of(line.text("req", "ns"));
            case KIND -> List.of(line.text("req", "gvk", "k"));
            case USER -> List.of(line.text("who", "user"));
            case VERDICT -> List.of(line.text("verdict"));
            case OP -> List.of(line.text("req", "op"));
            case HOOK -> List.of(line.text("hook", "name"));
            case RULE -> each.apply("rule");
            case POLICY -> each.apply("policy");
            case EXEMPTION -> each.apply("exemption");
        };
    }
}
