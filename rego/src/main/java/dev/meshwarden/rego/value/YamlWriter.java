package dev.meshwarden.rego.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Values as block-style YAML, byte for byte as go-yaml v3 writes them with an indent of two: sequences indented below their key, keys in
 * natural order, texts quoted only where another reader would see something else.
 */
public final class YamlWriter {
    private static final int LONGEST_SIMPLE_KEY = 128;
    private static final YamlScalars SCALARS = new YamlScalars(false, 100_000);

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** One document, ended by a line break. */
    public static String toYaml(Value value) {
        var writer = new YamlWriter();
        writer.node(value, -2);
        writer.out.append(writer.endsLine() ? "" : "\n");
        return writer.out.toString();
    }

    private boolean endsLine() {
        return !out.isEmpty() && out.charAt(out.length() - 1) == '\n';
    }

    /** Writes a node behind whatever stands on the line; its own lines are indented by two more than the given. */
    private void node(Value value, int indent) {
        switch (value) {
            case Null _ -> out.append("null");
            case Bool b -> out.append(b.value());
            case Num n -> number(n);
            case Str s -> YamlText.append(out, s.text(), indent + 2, false);
            case Array a -> sequence(a, indent + 2);
            case RegoSet s -> sequence(s.toArray(), indent + 2);
            case Obj o -> mapping(o, indent + 2);
        }
    }

    /** What go-yaml reads the number's JSON text as: 64 bits, or a double. */
    private void number(Num number) {
        Value read = SCALARS.resolve(null, number.text(), true);
        if (read instanceof Num n
                && n.isInteger()
                && n.toBigInteger().bitLength() <= 64
                && number.text().chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
                && number.text().length() <= 20) {
            out.append(n.text());
        } else if (read instanceof Num n) {
            out.append(GoFloat.general(n.doubleValue()));
        } else {
            out.append(number.text());
        }
    }

    private void sequence(Array items, int indent) {
        if (items.size() == 0) {
            out.append("[]");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                line(indent);
            }
            out.append("- ");
            node(items.at(i), indent);
        }
    }

    private void mapping(Obj members, int indent) {
        if (members.size() == 0) {
            out.append("{}");
            return;
        }
        List<Entry> entries = new ArrayList<>();
        members.forEach((k, v) -> entries.add(new Entry(keyText(k), v)));
        entries.sort(Comparator.comparing(Entry::key, NaturalOrder::compare));
        boolean first = true;
        for (Entry entry : entries) {
            if (!first) {
                line(indent);
            }
            first = false;
            boolean simple = YamlText.isSimpleKey(entry.key(), LONGEST_SIMPLE_KEY);
            key(entry.key(), simple, indent);
            member(entry.value(), simple, indent);
        }
    }

    private record Entry(String key, Value value) {}

    private static String keyText(Value key) {
        return key instanceof Str s ? s.text() : JsonWriter.toJson(key);
    }

    private void key(String key, boolean simple, int indent) {
        if (simple) {
            YamlText.append(out, key, indent, true);
        } else {
            out.append("? ");
            YamlText.append(out, key, indent + 2, false);
            line(indent);
        }
        out.append(':');
    }

    private void member(Value value, boolean simple, int indent) {
        boolean below =
                switch (value) {
                    case Array a -> a.size() > 0;
                    case RegoSet s -> s.size() > 0;
                    case Obj o -> o.size() > 0;
                    default -> false;
                };
        if (below && simple) {
            line(indent + 2);
        } else {
            out.append(' ');
        }
        node(value, indent);
    }

    private void line(int indent) {
        out.append(endsLine() ? "" : "\n").repeat(" ", indent);
    }
}
