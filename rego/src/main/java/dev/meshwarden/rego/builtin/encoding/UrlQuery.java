package dev.meshwarden.rego.builtin.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** URL queries as Go's {@code net/url} writes and reads them: spaces are plus signs, a semicolon separates nothing. */
final class UrlQuery {
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private UrlQuery() {}

    static Str encode(BuiltinContext context, Value[] arguments) {
        String out = escaped(Operands.string(arguments, 0));
        context.budget().string(out.length());
        return Str.of(out);
    }

    private static String escaped(Str value) {
        var out = new StringBuilder();
        for (byte b : value.bytes()) {
            if (b == ' ') {
                out.append('+');
            } else if (b > 0 && PLAIN.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return out.toString();
    }

    static Str decode(BuiltinContext context, Value[] arguments) {
        return unescaped(Operands.string(arguments, 0).bytes());
    }

    private static Str unescaped(byte[] text) {
        var out = new ByteArrayOutputStream(text.length);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '%') {
                boolean whole = i + 2 < text.length;
                int high = whole ? Character.digit(text[i + 1], 16) : -1;
                int low = whole ? Character.digit(text[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    int end = Math.min(i + 3, text.length);
                    Str bad = Str.ofBytes(Arrays.copyOfRange(text, i, end));
                    throw BuiltinError.failed("invalid URL escape " + GoQuote.term(bad));
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(text[i] == '+' ? ' ' : text[i]);
            }
        }
        return Str.ofBytes(out.toByteArray());
    }

    static Str encodeObject(BuiltinContext context, Value[] arguments) {
        Obj object = Operands.object(arguments, 0);
        var fields = new TreeMap<Str, List<Str>>();
        for (int i = 0; i < object.size(); i++) {
            Value k = object.keyAt(i);
            Str key = k instanceof Str s ? s : Str.of(JsonWriter.toJson(k));
            fields.put(key, values(object.valueAt(i)));
        }
        var out = new StringBuilder();
        fields.forEach((key, values) -> {
            for (Str value : values) {
                out.append(out.isEmpty() ? "" : "&");
                out.append(escaped(key)).append('=').append(escaped(value));
                context.budget().string(out.length());
            }
        });
        return Str.of(out.toString());
    }

    private static List<Str> values(Value value) {
        List<Str> found = new ArrayList<>();
        Iterable<? extends Value> members =
                switch (value) {
                    case Str s -> List.of(s);
                    case Array a -> a;
                    case RegoSet s -> s;
                    default -> List.of(value);
                };
        for (Value member : members) {
            if (!(member instanceof Str s)) {
                throw BuiltinError.type(
                        "operand 1 values must be string, array[string], or set[string]");
            }
            found.add(s);
        }
        return found;
    }

    static Obj decodeObject(BuiltinContext context, Value[] arguments) {
        String query = new String(Operands.string(arguments, 0).bytes(), ISO_8859_1);
        var fields = new TreeMap<Str, List<Value>>();
        BuiltinError first = null;
        for (String part : query.split("&", -1)) {
            context.budget().step();
            if (part.isEmpty()) {
                continue;
            }
            try {
                if (part.indexOf(';') >= 0) {
                    throw BuiltinError.failed("invalid semicolon separator in query");
                }
                int equal = part.indexOf('=');
                String key = equal < 0 ? part : part.substring(0, equal);
                String value = equal < 0 ? "" : part.substring(equal + 1);
                Str name = unescaped(key.getBytes(ISO_8859_1));
                Str text = unescaped(value.getBytes(ISO_8859_1));
                fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(text);
            } catch (BuiltinError e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        Obj.Builder object = Obj.builder();
        fields.forEach((key, values) -> object.put(key, Array.ofList(values)));
        return object.build();
    }
}
