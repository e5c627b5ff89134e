package dev.meshwarden.rego.differential;

import dev.meshwarden.rego.ast.RegoVersion;
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
    private final CompileOptions options;
    private final List<String> differences = new ArrayList<>();
    private int pairs;
    private int sameTexts;
    private int errors;

    Comparison(OpaServer opa) {
        this(opa, RegoVersion.V1);
    }

    /**
     * @param version of the modules; the server was started for it
     */
    Comparison(OpaServer opa, RegoVersion version) {
        this.opa = opa;
        this.options = CompileOptions.STANDARD.withForbidden(Set.of()).withVersion(version);
    }

    /** Loads a module on both sides and asks for each of its rules. */
    void ask(String module, List<String> rules) throws IOException, InterruptedException {
        Compilation ours = compile(module, options);
        List<String> theirs = opa.load(module);
        if (!(ours instanceof Compilation.Compiled(var policy))
                || !(compile(module, options.withOptimise(false))
                        instanceof Compilation.Compiled(var plain))
                || !theirs.isEmpty()) {
            differences.add("a module of values is rejected: " + ours + "\n  opa: " + theirs);
            return;
        }
        for (String rule : rules) {
            String what = rule + lineOf(module, rule);
            Answer answer = evaluate(policy, rule);
            compare(what, answer, opa.ask("m/" + rule));
            Answer slow = evaluate(plain, rule);
            if (!answer.agrees(slow)) {
                differences.add(what + "\n  optimised: " + answer + "\n  plain: " + slow);
            }
        }
        opa.unload();
    }

    /** Loads a module on both sides and compares what is wrong with it: place, code and message. */
    void check(String module) throws IOException, InterruptedException {
        List<String> ours =
                switch (compile(module, options)) {
                    case Compilation.Compiled _ -> List.of();
                    case Compilation.Rejected(var why) ->
                            why.stream().map(Comparison::line).distinct().sorted().toList();
                };
        List<String> theirs =
                opa.load(module).stream().map(Comparison::withoutLine).distinct().sorted().toList();
        opa.unload();
        pairs++;
        if (!agree(ours, theirs)) {
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

    private static Compilation compile(String module, CompileOptions options) {
        return RegoCompiler.compile(List.of(new Source("m.rego", module)), options);
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
        return d.at().row() + ":" + d.at().column() + ":" + d.code() + " " + d.message();
    }

    /**
     * Opa often says no more once it has met a fault of syntax; we go on to the next rule. What else it says of the same place tells how its
     * parser went on, which is not compared.
     */
    private static boolean agree(List<String> ours, List<String> theirs) {
        if (theirs.isEmpty() || !theirs.getFirst().contains(":rego_parse_error ")) {
            return ours.equals(theirs);
        }
        String place = "";
        for (String line : theirs) {
            String at = line.substring(0, line.indexOf(' '));
            if (!at.equals(place) && !ours.contains(line)) {
                return false;
            }
            place = at;
        }
        return true;
    }

    /** The YAML library of Go counts lines inside the block; ours are those of the file. */
    private static String withoutLine(String line) {
        return line.replaceFirst("yaml: line [0-9]+: ", "yaml: ");
    }
}
