package dev.meshwarden.rego.value;

/** A value as Rego text, as OPA prints terms: JSON with spaces after commas and colons, sets in braces, {@code set()} for the empty one. */
public final class RegoText {
    private RegoText() {}

    public static String of(Value value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Value value) {
        switch (value) {
            case Null _ -> out.append("null");
            case Bool b -> out.append(b.value());
            case Num n -> out.append(n.text());
            case Str s -> out.append(GoQuote.term(s));
            case Array a -> {
                out.append('[');
                for (int i = 0; i < a.size(); i++) {
                    append(out.append(i == 0 ? "" : ", "), a.at(i));
                }
                out.append(']');
            }
            case Obj o -> {
                out.append('{');
                for (int i = 0; i < o.size(); i++) {
                    append(out.append(i == 0 ? "" : ", "), o.keyAt(i));
                    append(out.append(": "), o.valueAt(i));
                }
                out.append('}');
            }
            case RegoSet s when s.size() == 0 -> out.append("set()");
            case RegoSet s -> {
                out.append('{');
                for (int i = 0; i < s.size(); i++) {
                    append(out.append(i == 0 ? "" : ", "), s.at(i));
                }
                out.append('}');
            }
        }
    }
}
