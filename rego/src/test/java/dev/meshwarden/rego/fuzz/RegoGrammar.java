package dev.meshwarden.rego.fuzz;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Modules grown by Rego's grammar: mostly well formed, often safe, so that what comes behind the parser has work too. */
final class RegoGrammar {
    private static final List<String> SCALARS =
            List.of(
                    "null",
                    "true",
                    "false",
                    "0",
                    "1",
                    "-1",
                    "1.5",
                    "1e3",
                    "1.0",
                    "12345678901234567890",
                    "\"\"",
                    "\"a\"",
                    "\"x\"",
                    "`r`",
                    "\"\\u00e9\"");
    private static final List<String> BASES =
            List.of(
                    "input",
                    "input.a",
                    "input.b",
                    "input.a.c",
                    "input.missing",
                    "input.c",
                    "data.fuzz");
    private static final List<Builtin> BUILTINS =
            BuiltinTable.all().stream().filter(b -> b.name().matches("[a-z][a-z0-9_.]*")).toList();
    private static final List<String> OPERATORS =
            List.of("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "&", "|");
    private static final int RULES = 6;

    private final Random random;
    private final List<String> bound = new ArrayList<>();
    private int names;
    private int rule;

    RegoGrammar(Random random) {
        this.random = random;
    }

    String module() {
        var out = new StringBuilder(chance(8) ? "# METADATA\n# title: made up\n" : "");
        out.append("package fuzz\n\n").append(chance(4) ? "import data.fuzz as all\n\n" : "");
        for (rule = 0; rule < RULES; rule++) {
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                bound.clear();
                out.append(rule()).append('\n');
            }
        }
        return out.toString();
    }

    String query() {
        return body(random.nextInt(1, 5), "; ");
    }

    private String rule() {
        String name = "p" + rule;
        return switch (random.nextInt(10)) {
            case 0 -> "default " + name + " := " + pick(SCALARS);
            case 1 -> headed(name + " contains ", " if ");
            case 2 -> function("f" + rule);
            case 3 -> headed(name + "[" + term(0) + "] := ", " if ");
            case 4 ->
                    name
                            + " if "
                            + block()
                            + (chance(2) ? " else := " + term(1) + " if " + block() : "");
            case 5 -> name + ".q.r := " + term(2);
            case 6 -> headed(name + "[" + term(0) + "] contains ", " if ");
            default -> headed(name + " := ", " if ");
        };
    }

    private String headed(String head, String between) {
        String block = block();
        return head + term(2) + between + block;
    }

    private String function(String name) {
        bound.add("a");
        String pattern = chance(3) ? "[a, " + pick(SCALARS) + "]" : "a";
        String block = block();
        return name + "(" + pattern + ", _) := " + term(2) + " if " + block;
    }

    private String block() {
        return "{\n\t" + body(random.nextInt(1, 5), "\n\t") + "\n}";
    }

    private String body(int size, String between) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add(expression(2));
        }
        if (chance(8)) {
            java.util.Collections.shuffle(lines, random);
        }
        return String.join(between, lines);
    }

    private String expression(int depth) {
        String with =
                chance(8) ? " with " + (chance(2) ? "input" : "input.a.b") + " as " + term(1) : "";
        return switch (random.nextInt(9)) {
            case 0, 1 -> {
                String value = term(depth);
                yield name() + " := " + value + with;
            }
            case 2 -> {
                String value = term(depth);
                yield chance(2)
                        ? "some " + name() + " in " + value
                        : "some " + name() + ", " + name() + " in " + value;
            }
            case 3 -> "not " + term(depth) + with;
            case 4 -> every(depth);
            case 5 ->
                    term(depth)
                            + " = "
                            + (chance(3) ? "[" + name() + ", " + term(0) + "]" : term(depth));
            case 6 -> {
                String value = reference();
                yield value + "[" + name() + "]";
            }
            default -> term(depth) + " " + pick(OPERATORS) + " " + term(depth) + with;
        };
    }

    private String every(int depth) {
        String over = term(depth - 1);
        int before = bound.size();
        String head = "every " + name() + ", " + name() + " in " + over + " { ";
        String inside = expression(depth - 1);
        bound.subList(before, bound.size()).clear();
        return head + inside + " }";
    }

    private String term(int depth) {
        if (depth <= 0) {
            return chance(2) || bound.isEmpty() ? pick(chance(2) ? SCALARS : BASES) : pick(bound);
        }
        return switch (random.nextInt(14)) {
            case 0 -> pick(SCALARS);
            case 1 -> "[" + term(depth - 1) + ", " + term(depth - 1) + "]";
            case 2 -> "{" + term(depth - 1) + ", " + term(depth - 1) + "}";
            case 3 -> "{" + term(0) + ": " + term(depth - 1) + ", \"k\": " + term(depth - 1) + "}";
            case 4, 5, 6 -> comprehension(depth);
            case 7 -> call(depth);
            case 8 -> "(" + term(depth - 1) + " " + pick(OPERATORS) + " " + term(depth - 1) + ")";
            case 9 -> "$\"<{" + term(depth - 1) + "}>\"";
            case 10 ->
                    rule == 0
                            ? "set()"
                            : "f" + random.nextInt(rule) + "(" + term(depth - 1) + ", 1)";
            case 11 -> term(0) + " in " + term(depth - 1);
            default -> reference();
        };
    }

    private String comprehension(int depth) {
        int before = bound.size();
        String inside = body(random.nextInt(1, 3), "; ");
        String result =
                switch (random.nextInt(3)) {
                    case 0 -> "[" + term(depth - 1) + " | " + inside + "]";
                    case 1 -> "{" + term(depth - 1) + " | " + inside + "}";
                    default -> "{" + term(0) + ": " + term(depth - 1) + " | " + inside + "}";
                };
        bound.subList(Math.min(before, bound.size()), bound.size()).clear();
        return result;
    }

    private String call(int depth) {
        Builtin builtin = BUILTINS.get(random.nextInt(BUILTINS.size()));
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < builtin.arity(); i++) {
            operands.add(term(depth - 1));
        }
        return builtin.name() + "(" + String.join(", ", operands) + ")";
    }

    private String reference() {
        return switch (random.nextInt(5)) {
            case 0 -> rule == 0 ? "input.b" : "p" + random.nextInt(rule);
            case 1 -> rule == 0 ? "input.d" : "p" + random.nextInt(rule) + "[" + term(0) + "]";
            case 2 -> bound.isEmpty() ? "input.x" : pick(bound) + "[" + term(0) + "]";
            default ->
                    pick(BASES.subList(0, BASES.size() - 1))
                            + (chance(3) ? "[" + term(0) + "]" : "");
        };
    }

    private String name() {
        String name = "x" + names++ % 40;
        bound.add(name);
        return name;
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
