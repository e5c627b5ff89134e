package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.compile.CompiledModule;
import dev.meshwarden.rego.compile.CompiledRule;
import dev.meshwarden.rego.source.Location;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lines that coverage counts: of rule heads, and of expressions that somebody wrote, those in inner bodies too. */
final class CountedLines {
    private final String file;
    private final SortedSet<Integer> lines = new TreeSet<>();

    private CountedLines(String file) {
        this.file = file;
    }

    static SortedSet<Integer> of(CompiledModule module) {
        var counted = new CountedLines(module.source().name());
        for (CompiledRule rule : module.rules()) {
            for (CompiledRule r = rule; r != null; r = r.orElse()) {
                counted.add(r.head().at());
                counted.body(r.body());
            }
        }
        return counted.lines;
    }

    private void add(Location at) {
        if (at.row() > 0 && at.file().equals(file)) {
            lines.add(at.row());
        }
    }

    private void body(Body body) {
        for (Expr expr : body) {
            if (!expr.generated()) {
                add(expr.at());
            }
            form(expr.form());
        }
    }

    private void form(Form form) {
        switch (form) {
            case Form.TermForm f -> term(f.term());
            case Form.CallForm f -> f.args().forEach(this::term);
            case Form.Every f -> body(f.body());
            case Form.Not f -> body(f.body());
            case Form.Logical f -> {
                body(f.left());
                body(f.right());
            }
            case Form.SomeVars _, Form.SomeIn _ -> {}
        }
    }

    private void term(Term term) {
        switch (term) {
            case ArrayComp c -> body(c.body());
            case SetComp c -> body(c.body());
            case ObjectComp c -> body(c.body());
            case ArrayTerm a -> terms(a.elements());
            case SetTerm s -> terms(s.members());
            case ObjectTerm o ->
                    o.entries()
                            .forEach(e -> {
                                term(e.key());
                                term(e.value());
                            });
            default -> {}
        }
    }

    private void terms(List<Term> terms) {
        terms.forEach(this::term);
    }
}
