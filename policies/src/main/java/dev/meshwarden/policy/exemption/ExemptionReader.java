package dev.meshwarden.policy.exemption;

import dev.meshwarden.policy.constraint.MatchReader;
import dev.meshwarden.policy.constraint.Node;
import dev.meshwarden.policy.constraint.PolicyObject;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlDocument;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Reads {@code kind: Exemption}. Owner, reason and end are required: an exception without them is a hole. */
public final class ExemptionReader {
    public static final String KIND = "Exemption";

    private static final Map<String, String> HINTS =
            Map.of(
                    "rule", "did you mean `rules`?",
                    "expires", "did you mean `until`?",
                    "names", "it belongs into `match`",
                    "namespaces", "it belongs into `match`");

    private ExemptionReader() {}

    public static PolicyObject.Parsed<Exemption> read(Source source, YamlDocument document) {
        return PolicyObject.read(
                source,
                document,
                Code.CONSTRAINT,
                (name, spec) -> {
                    Obj whole = document.value() instanceof Obj o ? o : Obj.EMPTY;
                    var exemption =
                            new Exemption(
                                    name,
                                    rules(spec),
                                    MatchReader.read(spec, "match"),
                                    paths(spec),
                                    spec.requiredText("owner"),
                                    spec.requiredText("reason"),
                                    until(spec),
                                    spec.at("rules"),
                                    whole);
                    spec.end(HINTS);
                    return exemption;
                });
    }

    private static List<String> rules(Node spec) {
        List<String> rules = spec.texts("rules");
        if (rules.isEmpty() && !spec.has("rules")) {
            spec.missing("rules");
        } else if (rules.isEmpty()) {
            spec.wrong("rules", "must name at least one rule", "");
        }
        return rules;
    }

    private static List<String> paths(Node spec) {
        List<String> paths = spec.texts("paths");
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).startsWith("/")) {
                spec.wrong(
                        "paths/" + i, "must be a JSON pointer", "write `/spec/...`, with slashes");
            }
        }
        return paths;
    }

    private static Instant until(Node spec) {
        String text = spec.requiredText("until");
        if (text.isBlank()) {
            return Instant.EPOCH;
        }
        try {
            return text.length() > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException _) {
            spec.wrong("until", "must be a day or a time", "write 2027-01-31 or RFC 3339");
            return Instant.EPOCH;
        }
    }
}
