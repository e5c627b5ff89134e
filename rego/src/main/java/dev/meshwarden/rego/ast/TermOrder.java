package dev.meshwarden.rego.ast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Structural order of terms, places left out, as OPA orders them: null, booleans, numbers, strings, template strings, variables,
 * references, arrays, objects, sets, comprehensions, calls. Sets and objects compare by their sorted members.
 */
public final class TermOrder implements Comparator<Term> {
    public static final TermOrder INSTANCE = new TermOrder();

    private TermOrder() {}

    @Override
    public int compare(Term a, Term b) {
        if (a == b) {
            return 0;
        }
        int byRank = Integer.compare(rank(a), rank(b));
        if (byRank != 0) {
            return byRank;
        }
        return switch (a) {
            case Scalar(var value, _) -> value.compareTo(((Scalar) b).value());
            case Var(var name, _) -> name.compareTo(((Var) b).name());
            case Ref r -> terms(r.parts(), ((Ref) b).parts());
            case ArrayTerm(var elements, _) -> terms(elements, ((ArrayTerm) b).elements());
            case ObjectTerm o -> objects(o, (ObjectTerm) b);
            case SetTerm s -> terms(sorted(s), sorted((SetTerm) b));
            case ArrayComp(var head, var body, _) -> {
                var other = (ArrayComp) b;
                yield first(compare(head, other.head()), body, other.body());
            }
            case SetComp(var head, var body, _) -> {
                var other = (SetComp) b;
                yield first(compare(head, other.head()), body, other.body());
            }
            case ObjectComp(var key, var value, var body, _) -> {
                var other = (ObjectComp) b;
                int byKey = compare(key, other.key());
                yield first(byKey != 0 ? byKey : compare(value, other.value()), body, other.body());
            }
            case Call c -> {
                var other = (Call) b;
                int byName = compare(c.operator(), other.operator());
                yield byName != 0 ? byName : terms(c.args(), other.args());
            }
            case TemplateString t -> t.toString().compareTo(b.toString());
        };
    }

    /** The members as OPA lists them. */
    static List<Term> sorted(SetTerm set) {
        var members = new ArrayList<>(set.members());
        members.sort(INSTANCE);
        return members;
    }

    /** The entries by key; of entries with the same key the later one last. */
    static List<ObjectTerm.Entry> sorted(ObjectTerm object) {
        var entries = new ArrayList<ObjectTerm.Entry>(object.entries());
        entries.sort((x, y) -> INSTANCE.compare(x.key(), y.key()));
        return entries;
    }

    private int objects(ObjectTerm a, ObjectTerm b) {
        List<ObjectTerm.Entry> left = sorted(a);
        List<ObjectTerm.Entry> right = sorted(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byKey = compare(left.get(i).key(), right.get(i).key());
            if (byKey != 0) {
                return byKey;
            }
            int byValue = compare(left.get(i).value(), right.get(i).value());
            if (byValue != 0) {
                return byValue;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private int terms(List<? extends Term> a, List<? extends Term> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int by = compare(a.get(i), b.get(i));
            if (by != 0) {
                return by;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Bodies compare by their text with every wildcard named, which is enough to tell them apart. */
    private static int first(int byHead, Body a, Body b) {
        return byHead != 0 ? byHead : AstText.exact(a).compareTo(AstText.exact(b));
    }

    private static int rank(Term term) {
        return switch (term) {
            case Scalar(var value, _) -> value.rank();
            case TemplateString _ -> 4;
            case Var _ -> 5;
            case Ref _ -> 6;
            case ArrayTerm _ -> 7;
            case ObjectTerm _ -> 8;
            case SetTerm _ -> 9;
            case ArrayComp _ -> 10;
            case ObjectComp _ -> 11;
            case SetComp _ -> 12;
            case Call _ -> 13;
        };
    }
}
