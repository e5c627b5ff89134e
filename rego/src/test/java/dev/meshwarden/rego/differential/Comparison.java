package dev.meshwarden.rego.differential;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.Evaluation;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pairs of answers, ours and opa's, and where they differ. */
final class Comparison {
    private final OpaServer opa;
    private final List<String> differences = new ArrayList<>();
    private int pairs;
    private int sameTexts;
    private int errors;

    Comparison(OpaServer opa) {
        this.opa = opa;
    }

    /** Loads a module on both sides and asks for each of its rules. */
    void ask(String module, List<String> rules) throws IOException, InterruptedException {
        Compilation ours = compile(module);
        List<String> theirs = opa.load(module);
        if (!(ours instanceof Compilation.Compiled(var policy)) || !theirs.isEmpty()) {
            differences.add("a module of values is rejected: " + ours + "\n  opa: " + theirs);
            return;
        }
        for (String rule : rules) {
            compare(rule + lineOf(module, rule), evaluate(policy, rule), opa.ask("m/" + rule));
        }
        opa.unload();
    }

    /** Loads a module on both sides and compares rows and codes of what is wrong with it. */
    void check(String module) throws IOException, InterruptedException {
        List<String> ours =
                switch (compile(module)) {
                    case Compilation.Compiled _ -> List.of();
                    case Compilation.Rejected(var why) ->
                            why.stream().map(Comparison::line).sorted().toList();
                };
        List<String> theirs = opa.load(module).stream().sorted().toList();
        opa.unload();
        pairs++;
        if (!agree(codes(ours), codes(theirs))) {
            differences.add(module + "\n  ours: " + ours + "\n  opa:  " + theirs);
        }
        if (!theirs.isEmpty()) {
            errors++;
            sameTexts += ours.equals(theirs) ? 1 : 0;
        }
    }

    List<String> differences() {
        return List.copyOf(differences);
    }

    String summary() {
        return "%d pairs, %d differ, %d of %d error texts the same"
                .formatted(pairs, differences.size(), sameTexts, errors);
    }

    private void compare(String what, Answer ours, Answer theirs) {
        pairs++;
        if (!ours.agrees(theirs)) {
            differences.add(what + "\n  ours: " + ours + "\n  opa:  " + theirs);
        } else if (!theirs.message().isEmpty()) {
            errors++;
            sameTexts += ours.message().equals(theirs.message()) ? 1 : 0;
        }
    }

    private static Compilation compile(String module) {
        return RegoCompiler.compile(
                List.of(new Source("m.rego", module)),
                CompileOptions.STANDARD.withForbidden(Set.of()));
    }

    private static Answer evaluate(CompiledPolicy policy, String rule) {
        return switch (policy.prepare("data.m." + rule)) {
            case Preparation.Prepared(var prepared) ->
                    Answer.of(
                            prepared.evaluate(
                                    Evaluation.of(Obj.EMPTY, Instant.EPOCH).withStrict(true)));
            case Preparation.Rejected(var why) ->
                    new Answer(why.getFirst().code().toString(), why.getFirst().message(), null);
        };
    }

    private static String lineOf(String module, String rule) {
        return module.lines()
                .filter(l -> l.startsWith(rule + " "))
                .findFirst()
                .orElse("")
                .transform(l -> l.isEmpty() ? "" : ": " + l);
    }

    private static String line(Diagnostic d) {
        return d.at().row() + ":" + d.code() + " " + d.message();
    }

    /** Opa tells an illegal token twice, and often no more once it has met a fault of syntax; we go on to the next rule. */
    private static boolean agree(List<String> ours, List<String> theirs) {
        return theirs.isEmpty() || !theirs.getFirst().endsWith("parse_error")
                ? ours.equals(theirs)
                : ours.containsAll(theirs);
    }

    private static List<String> codes(List<String> lines) {
        return lines.stream().map(l -> l.substring(0, l.indexOf(' '))).distinct().toList();
    }
}
