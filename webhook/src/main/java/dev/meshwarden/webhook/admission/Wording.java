package dev.meshwarden.webhook.admission;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.JudgedViolation;
import dev.meshwarden.policy.decision.UncheckedClause;
import dev.meshwarden.policy.rule.EnforcementAction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of an answer. The message carries everything, because kubectl shows causes only where the reason is Invalid. */
final class Wording {
    private static final int LINES = 5;
    private static final int WARNING_RUNES = 256;
    private static final int ALL_WARNINGS_RUNES = 4_096;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern PLAIN_FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Wording() {}

    /** One line a violation, the first five, how many more, and the decision's id. */
    static String message(Decision decision, String decisionId) {
        List<String> lines = new ArrayList<>();
        for (JudgedViolation found : decision.violations(EnforcementAction.DENY)) {
            lines.add(found.line());
        }
        for (UncheckedClause broken : decision.denyingErrors()) {
            lines.add(broken.line());
        }
        String shown =
                lines.stream().limit(LINES).map(Wording::oneLine).collect(Collectors.joining("\n"));
        String more = lines.size() > LINES ? "\nand " + (lines.size() - LINES) + " more" : "";
        return shown + more + " [decision " + decisionId + "]";
    }

    /** Cut as the API server would cut them, but with a sign that something is missing. */
    static List<String> warnings(Decision decision) {
        List<String> shown = new ArrayList<>();
        int left = ALL_WARNINGS_RUNES;
        for (String warning : decision.warnings()) {
            String line = cut(oneLine(warning));
            int runes = line.codePointCount(0, line.length());
            if (runes > left) {
                break;
            }
            left -= runes;
            shown.add(line);
        }
        return shown;
    }

    private static String cut(String line) {
        if (line.codePointCount(0, line.length()) <= WARNING_RUNES) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, WARNING_RUNES - 3)) + "...";
    }

    /** Whatever an object's author wrote into a name stays on its line. */
    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /** A JSON pointer as Kubernetes names fields: {@code spec.portLevelMtls[9090].mode}. */
    static String field(String pointer) {
        var field = new StringBuilder();
        for (String raw : pointer.split("/")) {
            if (raw.isEmpty()) {
                continue;
            }
            String part = raw.replace("~1", "/").replace("~0", "~");
            if (PLAIN_FIELD.matcher(part).matches()) {
                field.append(field.isEmpty() ? "" : ".").append(part);
            } else {
                field.append('[').append(part).append(']');
            }
        }
        return field.toString();
    }
}
