package dev.meshwarden.rego.builtin.net;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/** Which networks of one collection hold which networks or addresses of another, by their keys. */
final class ContainsMatches {
    /** A network's text and what stands for it in the answer. */
    private record Entry(Value text, Value key) {}

    private ContainsMatches() {}

    static RegoSet call(BuiltinContext context, Value[] arguments) {
        RegoSet.Builder found = RegoSet.builder();
        List<Entry> inner = null;
        for (Entry a : entries(arguments, 0)) {
            inner = inner == null ? entries(arguments, 1) : inner;
            for (Entry b : inner) {
                context.budget().step();
                Value[] pair = {a.text, b.text};
                if (Networks.contains(context, pair).value()) {
                    found.add(Array.of(a.key, b.key));
                    context.budget().elements(found.size());
                }
            }
        }
        return found.build();
    }

    private static List<Entry> entries(Value[] arguments, int position) {
        List<Entry> entries = new ArrayList<>();
        switch (arguments[position]) {
            case Str s -> entries.add(new Entry(s, s));
            case Array a -> {
                for (int i = 0; i < a.size(); i++) {
                    entries.add(new Entry(text(a.at(i), position), Num.of(i)));
                }
            }
            case RegoSet s -> {
                for (Value v : s) {
                    entries.add(new Entry(text(v, position), v));
                }
            }
            case Obj o -> {
                for (int i = 0; i < o.size(); i++) {
                    entries.add(new Entry(text(o.valueAt(i), position), o.keyAt(i)));
                }
            }
            default -> {} // anything else has none, as in OPA
        }
        return entries;
    }

    private static Value text(Value element, int position) {
        return switch (element) {
            case Str s -> s;
            case Array a when a.size() > 0 -> a.at(0);
            default ->
                    throw BuiltinError.failed(
                            "operand "
                                    + (position + 1)
                                    + ": element must be string or non-empty array");
        };
    }
}
