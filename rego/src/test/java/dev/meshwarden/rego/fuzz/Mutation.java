package dev.meshwarden.rego.fuzz;

import java.util.List;
import java.util.Random;

/** A text made from another by a few changes: pieces cut, doubled, swapped, put in from elsewhere, or replaced by what is special somewhere. */
public final class Mutation {
    private static final List<String> SPECIAL =
            List.of(
                    "{",
                    "}",
                    "(",
                    ")",
                    "[",
                    "]",
                    ",",
                    ";",
                    ":",
                    ":=",
                    "=",
                    "==",
                    "!=",
                    "|",
                    "&",
                    "-",
                    "*",
                    "/",
                    "%",
                    ".",
                    "<",
                    ">=",
                    "not ",
                    "some ",
                    "every ",
                    " in ",
                    " with ",
                    " as ",
                    " else ",
                    "default ",
                    "import ",
                    "package ",
                    " if ",
                    " contains ",
                    " and ",
                    " or ",
                    "_",
                    "__local0__",
                    "input",
                    "data",
                    "null",
                    "true",
                    "\n",
                    "\r\n",
                    "\t",
                    "#\n",
                    "# METADATA\n# scope: rule\n",
                    "\"",
                    "`",
                    "$\"{",
                    "$`{",
                    "\\u12",
                    "\\",
                    "\u0000",
                    "\uFEFF",
                    "\uD800",
                    "𝄞",
                    "0x",
                    "1e999999999",
                    "-0",
                    "1e99999",
                    "9223372036854775808",
                    "&a ",
                    "*a ",
                    "<<: ",
                    "!!binary ",
                    "--- ",
                    "? ",
                    "- ",
                    "%YAML 1.1\n",
                    "|2-\n",
                    "import rego.v1\n",
                    "import future.keywords\n");

    private Mutation() {}

    public static String of(String text, List<String> others, Random random) {
        var changed = new StringBuilder(text);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(1, 1 << random.nextInt(1, 7)));
            switch (random.nextInt(8)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, changed.substring(at, end));
                case 2 -> changed.insert(at, piece(others, random));
                case 3 -> changed.insert(at, special(random).repeat(repeats(random)));
                case 4 -> changed.replace(at, Math.min(end, at + 1), special(random));
                case 5 -> changed.setLength(at);
                case 6 -> changed.insert(at, (char) random.nextInt(0x10000));
                default -> changed.replace(at, end, special(random));
            }
        }
        return changed.toString();
    }

    private static String special(Random random) {
        return SPECIAL.get(random.nextInt(SPECIAL.size()));
    }

    /** Nearly always one; now and then so many that something nests. */
    private static int repeats(Random random) {
        return random.nextInt(50) > 0 ? 1 : 1 << random.nextInt(1, 15);
    }

    private static String piece(List<String> others, Random random) {
        String other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length() + 1);
        return other.substring(from, Math.min(other.length(), from + random.nextInt(200)));
    }
}
