package dev.meshwarden.rego.fuzz;

import java.util.List;
import java.util.Random;

/** JSON and YAML documents grown by their grammar. */
final class DocumentGrammar {
    private static final List<String> JSON_SCALARS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-0",
                    "1.0",
                    "1e3",
                    "-1.5E-7",
                    "12345678901234567890123",
                    "0.1e-400",
                    "1e400",
                    "\"\"",
                    "\"a\"",
                    "\"\\u0000\"",
                    "\"\\ud834\\udd1e\"",
                    "\"\\ud800\"",
                    "\"\\/\\b\\f\"",
                    "\"é𝄞\"");
    private static final List<String> YAML_SCALARS =
            List.of(
                    "~",
                    "yes",
                    "no",
                    "On",
                    "null",
                    "Null",
                    "true",
                    "017",
                    "0o17",
                    "0x1F",
                    "0b11",
                    "1_000",
                    "1.0",
                    ".5",
                    ".inf",
                    "-.INF",
                    ".nan",
                    "1e3",
                    "+1",
                    "2001-01-01",
                    "2001-12-14t21:59:43.10-05:00",
                    "190:20:30",
                    "'it''s'",
                    "\"\\x41\\u00e9\\n\"",
                    "a b",
                    "a#b",
                    "!!str 1",
                    "!!int \"1\"",
                    "!!binary aGk=",
                    "!foo bar",
                    "&x y",
                    "*x",
                    "|\n  text\n",
                    ">-\n  folded\n  text\n",
                    "{a: 1, b}",
                    "[1, , 2]",
                    "[a, {b: c}]",
                    "''",
                    "-",
                    "?",
                    ":",
                    "%",
                    "@a",
                    "`b");

    private DocumentGrammar() {}

    static String json(Random random) {
        var out = new StringBuilder();
        json(out, random, 1 + random.nextInt(6));
        return out.toString();
    }

    private static void json(StringBuilder out, Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            out.append(pick(JSON_SCALARS, random));
            return;
        }
        out.append(kind == 2 ? "[" : "{");
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : random.nextBoolean() ? "," : " ,\n");
            if (kind == 3) {
                out.append('"').append((char) ('a' + random.nextInt(4))).append("\":");
            }
            json(out, random, depth - 1);
        }
        out.append(kind == 2 ? "]" : "}");
    }

    static String yaml(Random random) {
        var out = new StringBuilder();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            out.append(random.nextInt(4) == 0 ? "---\n" : "");
            block(out, random, 0, 1 + random.nextInt(5));
        }
        return out.toString();
    }

    private static void block(StringBuilder out, Random random, int indent, int depth) {
        boolean list = random.nextInt(3) == 0;
        int size = random.nextInt(1, 5);
        for (int i = 0; i < size; i++) {
            out.append(" ".repeat(indent)).append(list ? "-" : key(random)).append(' ');
            out.append(random.nextInt(12) == 0 ? "&x " : "");
            if (depth > 0 && random.nextInt(3) == 0) {
                out.append('\n');
                block(out, random, indent + random.nextInt(1, 3), depth - 1);
            } else {
                out.append(pick(YAML_SCALARS, random)).append('\n');
            }
        }
    }

    private static String key(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> "<<:";
            case 1 -> "1:";
            case 2 -> "? " + pick(YAML_SCALARS, random) + "\n:";
            case 3 -> "'q':";
            default -> (char) ('a' + random.nextInt(4)) + ":";
        };
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
