package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.source.Location;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes up names for locals that occur nowhere in the source, and remembers what a local stands for. Threading: confined to one compilation.
 */
final class LocalNames {
    /** Before any name may be made up. */
    static final LocalNames NONE = new LocalNames("", Set.of());

    private static final String PREFIX = "__local";

    private final String prefix;
    private final Set<String> taken;
    private final Map<String, Term> standIns = new HashMap<>();
    private int next;

    /**
     * @param mark sets the names of queries apart from those of modules
     * @param taken names that are in use
     */
    LocalNames(String mark, Set<String> taken) {
        this.prefix = PREFIX + mark;
        this.taken = Set.copyOf(taken);
    }

    static boolean isGenerated(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * A name as its author would know it.
     *
     * @param originalNames generated name to written name
     */
    static String shown(String name, Map<String, String> originalNames) {
        String written = originalNames.getOrDefault(name, name);
        return written.startsWith(Var.WILDCARD) ? "_" : written;
    }

    String name() {
        String name;
        do {
            name = prefix + next++ + "__";
        } while (taken.contains(name));
        return name;
    }

    Var local(Location at) {
        return new Var(name(), at);
    }

    /** {@code local = term}, generated; the local is the first argument. */
    Lifted lift(Term term, List<With> with) {
        Var local = local(term.at());
        var form = new Form.CallForm(Ref.of("eq", term.at()), List.of(local, term), term.at());
        return new Lifted(local, new Expr(form, false, with, true, term.at()));
    }

    /** A term that was lifted: what stands for it, and the expression that binds that. */
    record Lifted(Var local, Expr expr) {}

    /** Remembers that a local stands for a term, for messages. */
    void standsFor(Var local, Term term) {
        standIns.put(local.name(), term);
    }

    /** Generated name to the term it stands for. */
    Map<String, Term> standIns() {
        return standIns;
    }
}
