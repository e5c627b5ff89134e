package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayComp;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.ObjectComp;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.SetComp;
import dev.meshwarden.rego.ast.SetTerm;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.ast.Var;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts the whole path in the place of each name that means a rule or an import, except where a declaration hides it. On the way puts entries of objects and members of sets
 * into the order of their terms, and drops those that a later one with the same key, or an equal one, hides. Threading: confined to one compilation.
 */
final class RefResolver extends TreeChange {
    private final Globals globals;
    private final List<Set<String>> hidden = new ArrayList<>();

    /**
     * @param hidden names that mean something else in the whole of it
     */
    RefResolver(Globals globals, Set<String> hidden) {
        this.globals = globals;
        this.hidden.add(hidden);
    }

    @Override
    Term term(Term term) {
        return switch (term) {
            case Var var -> {
                Ref meant = isHidden(var.name()) ? null : globals.resolve(var.name(), var.at());
                yield meant == null ? var : meant;
            }
            case Ref ref -> reference(ref);
            case ObjectTerm object -> distinct((ObjectTerm) inside(object));
            case SetTerm set -> distinct((SetTerm) inside(set));
            case ArrayComp c -> within(DeclaredVars.of(c.body()), c);
            case SetComp c -> within(DeclaredVars.of(c.body()), c);
            case ObjectComp c -> within(DeclaredVars.of(c.body()), c);
            default -> inside(term);
        };
    }

    private Term within(Set<String> declared, Term closure) {
        hidden.add(declared);
        Term changed = inside(closure);
        hidden.removeLast();
        return changed;
    }

    @Override
    Ref reference(Ref ref) {
        List<Term> path = each(ref.path(), this::term);
        if (ref.head() instanceof Var var) {
            Ref meant = isHidden(var.name()) ? null : globals.resolve(var.name(), var.at());
            if (meant == null) {
                return ref.withPath(path);
            }
            var parts = new ArrayList<>(meant.path());
            parts.addAll(path);
            return new Ref(meant.head(), parts, ref.at());
        }
        return new Ref(term(ref.head()), path, ref.at());
    }

    @Override
    Form form(Form form) {
        if (form instanceof Form.Every every) {
            var names = new HashSet<String>();
            if (every.key() != null) {
                names.add(every.key().name());
            }
            names.add(every.value().name());
            hidden.add(names);
            Form changed = super.form(every);
            hidden.removeLast();
            return changed;
        }
        return super.form(form);
    }

    private boolean isHidden(String name) {
        return hidden.stream().anyMatch(names -> names.contains(name));
    }

    private static ObjectTerm distinct(ObjectTerm object) {
        var last = new TreeMap<Term, ObjectTerm.Entry>(TermOrder.INSTANCE);
        object.entries().forEach(e -> last.put(e.key(), e));
        return new ObjectTerm(List.copyOf(last.values()), object.at());
    }

    private static SetTerm distinct(SetTerm set) {
        var members = new TreeSet<Term>(TermOrder.INSTANCE);
        members.addAll(set.members());
        return new SetTerm(List.copyOf(members), set.at());
    }
}
