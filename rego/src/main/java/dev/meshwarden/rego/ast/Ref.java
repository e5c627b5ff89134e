package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A path into a document: {@code input.a[i]}. {@code input} and {@code data} alone are references with an empty path.
 *
 * @param head nearly always a {@link Var}; else a collection, comprehension or call
 * @param path {@code .a} is the string {@code "a"}
 */
public record Ref(Term head, List<Term> path, Location at) implements Term {
    public Ref {
        path = List.copyOf(path);
    }

    public static Ref of(String name, Location at) {
        return new Ref(new Var(name, at), List.of(), at);
    }

    /** The name of the head; empty when it is no variable. */
    public String name() {
        return head instanceof Var v ? v.name() : "";
    }

    /** Whether this is that bare name. */
    public boolean isName(String name) {
        return path.isEmpty() && head instanceof Var v && v.name().equals(name);
    }

    /** The part of the path at {@code index} if it is a string, else null. */
    public @Nullable String string(int index) {
        return index < path.size()
                        && path.get(index) instanceof Scalar(var value, _)
                        && value instanceof Str s
                ? s.text()
                : null;
    }

    /** Head and path as one list. */
    public List<Term> parts() {
        var all = new ArrayList<Term>(path.size() + 1);
        all.add(head);
        all.addAll(path);
        return all;
    }

    /** Whether head and path begin with those of {@code prefix}. */
    public boolean startsWith(Ref prefix) {
        if (prefix.path.size() > path.size() || !prefix.head.same(head)) {
            return false;
        }
        for (int i = 0; i < prefix.path.size(); i++) {
            if (!prefix.path.get(i).same(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Further down by one part. */
    public Ref append(Term part) {
        var longer = new ArrayList<>(path);
        longer.add(part);
        return new Ref(head, longer, at);
    }

    public Ref withPath(List<Term> changed) {
        return new Ref(head, changed, at);
    }

    /** The longest prefix without a variable, reference or call in its path. */
    public Ref groundPrefix() {
        int end = 0;
        while (end < path.size() && path.get(end) instanceof Scalar) {
            end++;
        }
        return end == path.size() ? this : new Ref(head, path.subList(0, end), at);
    }

    /** The parts with dots between them, as names of functions and packages are written; brackets where a part is no string. */
    public String dotted() {
        var out = new StringBuilder(head.toString());
        for (int i = 0; i < path.size(); i++) {
            String part = string(i);
            if (part == null) {
                return AstText.of(this);
            }
            out.append('.').append(part);
        }
        return out.toString();
    }

    @Override
    public Ref at(Location changed) {
        return new Ref(head, path, changed);
    }

    @Override
    public String toString() {
        return AstText.of(this);
    }
}
