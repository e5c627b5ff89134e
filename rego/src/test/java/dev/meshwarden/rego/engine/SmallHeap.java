package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A program of its own, for a JVM with little memory: asks for too much in every way and prints a line for what each came to. */
final class SmallHeap {
    private static final String NEST =
            """
            f(x) := [[[[[[[[[[x]]]]]]]]]]
            g(x) := f(f(f(f(f(f(f(f(f(f(x))))))))))
            h(x) := g(g(g(g(g(g(g(g(g(g(x))))))))))
            deep(x) := h(h(h(h(h(h(h(h(h(h(x))))))))))
            """;

    private SmallHeap() {}

    public static void main(String[] none) {
        products();
        patterns();
        numbers();
        nesting();
        memory();
    }

    private static void products() {
        Value rows = rows(10_000);
        policy(
                "product",
                "p if { some a in input; some b in input; some c in input; a+b+c < 0 }",
                rows);
        policy("product-set", "p contains [a, b] if { some a in input; some b in input }", rows);
        policy("product-rules", manyProducts(), Null.NULL);
    }

    private static void patterns() {
        String letters = "a".repeat(200_000);
        policy("backtracking", "p := regex.match(`^(a+)+$`, input)", Str.of(letters + "b"));
        policy("wide-pattern", "p := regex.match(`(a?){500}a{400}b$`, input)", Str.of(letters));
        policy("globs", "p := glob.match(`*a*a*a*a*a*a*a*a*b`, [], input)", Str.of(letters));
    }

    private static void numbers() {
        policy("range", "p := numbers.range(1, 1e12)", Null.NULL);
        policy("huge", "p := 1e20000 * 1e20000", Null.NULL);
        String digits = "9".repeat(30_000);
        policy(
                "digits",
                "p := [x | some i in numbers.range(1, 9e5); x := input * i]",
                Num.parse(digits));
    }

    private static void nesting() {
        String brackets = "[".repeat(10_000) + "]".repeat(10_000);
        report("deep-json", () -> String.valueOf(JsonReader.read(brackets)));
        report("deep-yaml", () -> String.valueOf(YamlReader.read(brackets)));
        report("deep-yaml-block", () -> String.valueOf(YamlReader.read("- ".repeat(10_000))));
        policy("deep-built", NEST + "p := deep(1)", Null.NULL);
        policy("deep-compared", NEST + "p if deep([input]) == deep([1])", Num.of(1));
        policy("deep-written", NEST + "p := json.marshal(deep(1))", Null.NULL);
        policy(
                "deep-sorted",
                NEST + "p := count({deep([input]), deep([1]), deep([2])})",
                Num.of(1));
        policy("deep-module", "p := " + brackets, Null.NULL);
        policy("large-module", "x := 1\n".repeat((5 << 20) / 7), Null.NULL);
    }

    /** Few steps each, and much memory. */
    private static void memory() {
        policy(
                "strings",
                "p := [x | some i in numbers.range(1, 300); x := sprintf(`%s%d`, [input, i])]",
                Str.of("x".repeat(7 << 20)));
        policy(
                "ranges",
                "p := [x | some i in numbers.range(1, 99); x := numbers.range(i, 900000)]",
                Null.NULL);
        policy(
                "arrays",
                "p := [x | some i in numbers.range(1, 999); x := array.concat(input, [i])]",
                rows(100_000));
        policy(
                "errors",
                "p := [x | some i in numbers.range(1, 1e5); x := to_number(sprintf(`%d%s`, [i,"
                        + " input]))]",
                Str.of("x".repeat(50_000)));
        policy(
                "documents",
                "p := [x | some i in numbers.range(1, 300); x := json.unmarshal(input)]",
                Str.of("[1" + ",1".repeat(1 << 18) + "]"));
        var shared = new StringBuilder("x0 := [1]\n");
        for (int i = 1; i < 40; i++) {
            shared.append("x%d := [x%d, x%d]\n".formatted(i, i - 1, i - 1));
        }
        policy("shared-parts", shared + "p := x39", Null.NULL);
        policy("shared-written", shared + "p := sprintf(`%v`, [x39])", Null.NULL);
        report("same-hashes", () -> String.valueOf(sameHashes().size()));
    }

    private static void policy(String name, String rules, Value input) {
        report(name, () -> answer(new Source("m.rego", "package m\n\n" + rules), input));
    }

    private static String answer(Source module, Value input) {
        return switch (RegoCompiler.compile(List.of(module), CompileOptions.STANDARD)) {
            case Compilation.Rejected(var why) -> why.getFirst().line();
            case Compilation.Compiled(var policy) -> {
                var query = ((Preparation.Prepared) policy.prepare("data.m.p")).query();
                yield switch (query.evaluate(Evaluation.of(input, Instant.EPOCH))) {
                    case Outcome.Defined(var value, _) -> value.toString();
                    case Outcome.Undefined _ -> "undefined";
                    case Outcome.Failed(var error, _) -> error.line();
                    case Outcome.Halted(var limit, var rule, var at, _) ->
                            "halted by " + limit + " in " + rule + " at " + at;
                };
            }
        };
    }

    private static void report(String name, Supplier<String> answer) {
        long begun = System.nanoTime();
        String text;
        try {
            text = answer.get();
        } catch (MalformedText e) {
            text = "malformed: " + e.reason() + " at " + e.row() + ":" + e.column();
        } catch (RuntimeException | Error e) {
            text = "broken: " + e;
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf(Locale.ROOT, "%s\t%d\t%s%n", name, millis, text);
    }

    private static Value rows(int count) {
        Array.Builder all = Array.builder(count);
        for (int i = 0; i < count; i++) {
            all.add(Num.of(i));
        }
        return all.build();
    }

    private static String manyProducts() {
        var rules = new StringBuilder("n := numbers.range(1, 900)\n");
        for (int i = 0; i < 12; i++) {
            rules.append("r%d := {[a, b]: [b] | some a in n; some b in n}%n".formatted(i));
        }
        for (int i = 0; i < 12; i++) {
            rules.append(i == 0 ? "p := " : " + ").append("count(r%d)".formatted(i));
        }
        return rules.toString();
    }

    /** An object whose keys all have one hash, by Java's way to hash text. */
    private static Obj sameHashes() {
        var text = new StringBuilder("{");
        for (int i = 0; i < 1 << 16; i++) {
            text.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 16; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append("\":1");
        }
        return (Obj) JsonReader.read(text.append('}').toString());
    }
}
