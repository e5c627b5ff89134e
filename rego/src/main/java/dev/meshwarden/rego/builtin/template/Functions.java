package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.format.GoFormat;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The functions that every Go template has; {@code and} and {@code or} are the run's own, since they need not look at everything. */
final class Functions {
    static final Set<String> NAMES =
            Set.of(
                    "and",
                    "or",
                    "not",
                    "len",
                    "index",
                    "slice",
                    "print",
                    "printf",
                    "println",
                    "html",
                    "js",
                    "urlquery",
                    "eq",
                    "ne",
                    "lt",
                    "le",
                    "gt",
                    "ge",
                    "call");

    /** A function refuses its arguments. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean inside;

        Refused(boolean inside, String reason) {
            super(reason, null, false, false);
            this.inside = inside;
        }

        /** Whether the function itself speaks, and not the call. */
        boolean inside() {
            return inside;
        }

        String reason() {
            String text = getMessage();
            return text == null ? "" : text;
        }
    }

    private Functions() {}

    static Object call(Budget budget, String name, List<Object> a) {
        budget.step();
        return switch (name) {
            case "not" -> !GoValues.isTrue(only(name, a));
            case "len" -> (long) length(only(name, a));
            case "index" -> index(need(name, a, 1));
            case "slice" -> slice(need(name, a, 1));
            case "print" -> Str.of(Printing.print(a));
            case "println" -> Str.of(Printing.println(a));
            case "printf" -> printf(budget, need(name, a, 1));
            case "html" -> Str.of(Printing.html(Printing.print(a)));
            case "js" -> Str.of(Printing.js(Printing.print(a)));
            case "urlquery" -> Str.of(Printing.query(Printing.print(a)));
            case "call" ->
                    throw new Refused(
                            true, "not a function: " + GoValues.type(need(name, a, 1).get(0)));
            case "eq" -> equal(need(name, a, 1));
            case "ne" -> !Comparing.equal(two(name, a).get(0), a.get(1));
            case "lt" -> Comparing.less(two(name, a).get(0), a.get(1));
            case "le" ->
                    Comparing.less(two(name, a).get(0), a.get(1))
                            || Comparing.equal(a.get(0), a.get(1));
            case "gt" ->
                    !Comparing.less(two(name, a).get(0), a.get(1))
                            && !Comparing.equal(a.get(0), a.get(1));
            default -> !Comparing.less(two(name, a).get(0), a.get(1));
        };
    }

    private static Object only(String name, List<Object> a) {
        if (a.size() != 1) {
            throw wrongCount(name, "want 1", a);
        }
        return a.getFirst();
    }

    private static List<Object> two(String name, List<Object> a) {
        if (a.size() != 2) {
            throw wrongCount(name, "want 2", a);
        }
        return a;
    }

    private static List<Object> need(String name, List<Object> a, int count) {
        if (a.size() < count) {
            throw wrongCount(name, "want at least " + count, a);
        }
        return a;
    }

    private static Refused wrongCount(String name, String want, List<Object> a) {
        return new Refused(
                false, "wrong number of args for " + name + ": " + want + " got " + a.size());
    }

    private static boolean equal(List<Object> a) {
        if (a.size() == 1) {
            throw new Refused(true, "missing argument for comparison");
        }
        for (Object other : a.subList(1, a.size())) {
            if (Comparing.equal(a.getFirst(), other)) {
                return true;
            }
        }
        return false;
    }

    private static int length(Object value) {
        return switch (value) {
            case Array x -> x.size();
            case Obj x -> x.size();
            case Null _ -> throw new Refused(true, "len of nil pointer");
            case Object other when GoValues.isText(other) ->
                    Str.of(GoValues.inside(other)).bytes().length;
            case Object other when other == GoValues.MISSING ->
                    throw new Refused(true, "len of nil pointer");
            case Object other -> throw new Refused(true, "len of type " + GoValues.type(other));
        };
    }

    private static Object index(List<Object> a) {
        Object at = a.getFirst();
        for (Object key : a.subList(1, a.size())) {
            switch (at) {
                case Array x -> at = x.at(place(key, x.size() - 1));
                case Obj x -> {
                    if (!(key instanceof Str s)) {
                        throw new Refused(
                                true,
                                "value has type " + GoValues.type(key) + "; should be string");
                    }
                    Value found = x.get(s);
                    at = found == null ? GoValues.MISSING : found;
                }
                case Object text when GoValues.isText(text) -> {
                    byte[] bytes = Str.of(GoValues.inside(text)).bytes();
                    at = (long) (bytes[place(key, bytes.length - 1)] & 0xFF);
                }
                default ->
                        throw new Refused(
                                true,
                                at == GoValues.MISSING || at instanceof Null
                                        ? "index of untyped nil"
                                        : "can't index item of type " + GoValues.type(at));
            }
        }
        return at;
    }

    private static Object slice(List<Object> a) {
        Object whole = a.getFirst();
        boolean text = GoValues.isText(whole);
        if (!text && !(whole instanceof Array)) {
            throw new Refused(true, "can't slice item of type " + GoValues.type(whole));
        }
        if (a.size() > (text ? 3 : 4)) {
            throw new Refused(
                    true,
                    text
                            ? "cannot 3-index slice a string"
                            : "too many slice indexes: " + (a.size() - 1));
        }
        byte[] bytes = text ? Str.of(GoValues.inside(whole)).bytes() : new byte[0];
        int size = whole instanceof Array x ? x.size() : bytes.length;
        int from = a.size() > 1 ? place(a.get(1), size) : 0;
        int to = a.size() > 2 ? place(a.get(2), size) : size;
        if (from > to) {
            throw new Refused(true, "invalid slice index: " + from + " > " + to);
        }
        return whole instanceof Array x
                ? x.slice(from, to)
                : Str.ofBytes(Arrays.copyOfRange(bytes, from, to));
    }

    private static int place(Object key, int most) {
        if (!(key instanceof Long n)) {
            throw new Refused(
                    true,
                    key == GoValues.MISSING || key instanceof Null
                            ? "cannot index slice/array with nil"
                            : "cannot index slice/array with type " + GoValues.type(key));
        }
        if (n < 0 || n > most) {
            throw new Refused(true, "index out of range: " + n);
        }
        return n.intValue();
    }

    private static Object printf(Budget budget, List<Object> a) {
        if (!(a.getFirst() instanceof Str format)) {
            throw new Refused(
                    false,
                    "wrong type for value; expected string; got " + GoValues.type(a.getFirst()));
        }
        return Str.of(
                GoFormat.format(
                        budget,
                        format.text(),
                        a.subList(1, a.size()).stream().map(GoValues::argument).toList()));
    }

    /** Comparison of basic kinds; anything else is refused. */
    private static final class Comparing {
        private static String kind(Object v) {
            if (GoValues.isText(v)) {
                return "string";
            }
            return switch (v) {
                case Long _ -> "int";
                case Double _ -> "float";
                case Bool _, Boolean _ -> "bool";
                default -> "";
            };
        }

        private static boolean truth(Object v) {
            return v instanceof Bool b ? b.value() : Boolean.TRUE.equals(v);
        }

        static boolean equal(Object a, Object b) {
            boolean noA = a == GoValues.MISSING || a instanceof Null;
            boolean noB = b == GoValues.MISSING || b instanceof Null;
            if (noA || noB) {
                return noA && noB;
            }
            String kind = kind(a);
            if (kind.isEmpty() || kind(b).isEmpty()) {
                Object odd = kind.isEmpty() ? a : b;
                throw new Refused(
                        true,
                        "non-comparable type " + GoValues.inside(odd) + ": " + GoValues.type(odd));
            }
            if (!kind.equals(kind(b))) {
                throw incompatible(a, b);
            }
            return switch (kind) {
                case "string" -> GoValues.inside(a).equals(GoValues.inside(b));
                case "bool" -> truth(a) == truth(b);
                default -> a.equals(b);
            };
        }

        static boolean less(Object a, Object b) {
            String kind = kind(a);
            if (kind.isEmpty() || kind(b).isEmpty() || kind.equals("bool")) {
                throw new Refused(true, "invalid type for comparison");
            }
            if (!kind.equals(kind(b))) {
                throw incompatible(a, b);
            }
            return switch (kind) {
                case "string" ->
                        Str.of(GoValues.inside(a)).compareTo(Str.of(GoValues.inside(b))) < 0;
                case "int" -> (Long) a < (Long) b;
                default -> (Double) a < (Double) b;
            };
        }

        private static Refused incompatible(Object a, Object b) {
            return new Refused(
                    true,
                    "incompatible types for comparison: "
                            + GoValues.type(a)
                            + " and "
                            + GoValues.type(b));
        }
    }
}
