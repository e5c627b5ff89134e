package dev.meshwarden.rego.differential;

import java.util.ArrayList;
import java.util.List;

/** Modules of one rule a case: every construct over every edge value, types hidden from the compiler. */
final class Grid {
    /** One value of every kind, and of every kind its edges. */
    static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "-1",
                    "1.5",
                    "1e30",
                    "\"\"",
                    "\"a\"",
                    "\"é\\u0000𝄞\"",
                    "[]",
                    "[1, \"a\", null]",
                    "{}",
                    "{\"a\": 1, \"b\": [0]}",
                    "set()",
                    "{1, \"a\", [2]}");

    private static final List<String> OF_TWO =
            List.of(
                    "X == Y",
                    "X != Y",
                    "X < Y",
                    "X >= Y",
                    "[z | z := X[Y]]",
                    "[z | z := Y in X]",
                    "{X: 1, Y: 2}",
                    "{X, Y}",
                    "X + Y",
                    "X - Y",
                    "X * Y",
                    "X / Y",
                    "X % Y",
                    "X & Y",
                    "X | Y");

    private static final List<String> OF_ONE =
            List.of(
                    "X",
                    "[[k, z] | some k, z in X]",
                    "{k: z | some k, z in X}",
                    "{z | some z in X}",
                    "[k | X[k]]",
                    "[z | walk(X, z)]",
                    "$\"<{X}>\"",
                    "[z | z := true; not X]",
                    "[z | z := true; every e in X { e != 1 }]",
                    "[z | z := input with input as X]",
                    "[z | z := input.a with input.a as X]",
                    "[z | [z, _, _] = X]",
                    "[z | {\"a\": z, \"b\": [0]} = X]",
                    "sprintf(\"%v %d %s %x %q %t %T %5.2f\", [X, X, X, X, X, X, X, X])",
                    "json.marshal(X)",
                    "sort(X)",
                    "to_number(X)",
                    "format_int(X, 16)",
                    "type_name(X)");

    private final StringBuilder module = new StringBuilder("package m\n\n");
    private final String assign;
    private final List<String> rules = new ArrayList<>();

    Grid() {
        this(":=");
    }

    private Grid(String assign) {
        this.assign = assign;
    }

    /** Of rules that v0 reads. */
    static Grid ofV0() {
        return new Grid("=");
    }

    static Grid ofOne() {
        var grid = new Grid();
        for (int x = 0; x < VALUES.size(); x++) {
            grid.define("v" + x, VALUES.get(x));
            for (String construct : OF_ONE) {
                grid.rule(construct.replace("X", "v" + x));
            }
        }
        return grid;
    }

    static Grid ofTwo() {
        var grid = new Grid();
        for (int x = 0; x < VALUES.size(); x++) {
            grid.define("v" + x, VALUES.get(x));
            for (int y = 0; y < VALUES.size(); y++) {
                for (String construct : OF_TWO) {
                    grid.rule(construct.replace("X", "v" + x).replace("Y", "v" + y));
                }
            }
        }
        return grid;
    }

    /** A rule with this value, of whose type the compiler knows nothing. */
    void define(String name, String value) {
        module.append("%s %s object.get({\"k\": %s}, \"k\", 0)%n".formatted(name, assign, value));
    }

    void rule(String value) {
        String name = "c" + rules.size();
        module.append(name).append(" " + assign + " ").append(value).append('\n');
        rules.add(name);
    }

    String module() {
        return module.toString();
    }

    List<String> rules() {
        return List.copyOf(rules);
    }
}
