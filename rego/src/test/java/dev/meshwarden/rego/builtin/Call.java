package dev.meshwarden.rego.builtin;

import static java.util.Objects.requireNonNull;

import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A builtin's call written as in Rego, with literals and further calls as arguments, read and run without a compiler. */
final class Call {
    /** The answer's Rego text, {@code undefined}, or the error's code and message. */
    record Answer(String text) {}

    private final String text;
    private final BuiltinContext context;
    private int at;

    private Call(String text, BuiltinContext context) {
        this.text = text;
        this.context = context;
    }

    static Answer run(String text) {
        return run(text, Limits.STANDARD);
    }

    static Answer run(String text, Limits limits) {
        var context =
                new BuiltinContext(
                        new Budget(limits),
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        World.closed());
        try {
            Value found = new Call(text, context).value();
            return new Answer(found == null ? "undefined" : RegoText.of(found));
        } catch (Failed e) {
            return new Answer(requireNonNull(e.getMessage()));
        } catch (Halt e) {
            return new Answer("halt: " + e.limit());
        }
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String name, BuiltinError e) {
            super(
                    (e.kind() == BuiltinError.Kind.TYPE
                                    ? "eval_type_error: "
                                    : "eval_builtin_error: ")
                            + name
                            + ": "
                            + e.reason());
        }
    }

    /** The call with each argument handed through a function named o, whose first argument makes it this one's own. */
    static String dynamic(String text, int number) {
        int open = text.indexOf('(');
        var out = new StringBuilder(text.substring(0, open + 1));
        int depth = 0;
        char quote = 0;
        int from = open + 1;
        int count = 0;
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (depth > 0 && ")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                String argument = text.substring(from, i);
                if (!argument.isBlank()) {
                    out.append("o(\"").append(number).append('.').append(count++).append("\", ");
                    out.append(argument).append(')');
                }
                out.append(c);
                from = i + 1;
            }
        }
        return out.toString();
    }

    private @Nullable Value value() {
        skip();
        return switch (text.charAt(at)) {
            case '"' -> JsonReader.read(quoted());
            case '`' -> raw();
            case '[' -> {
                at++;
                yield Array.ofList(list(']'));
            }
            case '{' -> {
                at++;
                yield braces();
            }
            default -> named();
        };
    }

    private Str raw() {
        int end = text.indexOf('`', at + 1);
        String raw = text.substring(at + 1, end);
        at = end + 1;
        return Str.of(raw);
    }

    private @Nullable Value named() {
        String word = word();
        if (take('(')) {
            List<Value> arguments = list(')');
            return word.equals("set") ? RegoSet.EMPTY : call(word, arguments);
        }
        return JsonReader.read(word);
    }

    private @Nullable Value call(String name, List<Value> arguments) {
        Builtin builtin = BuiltinTable.find(name);
        if (builtin == null) {
            throw new IllegalStateException("bug: no builtin " + name);
        }
        try {
            return builtin.body().call(context, arguments.toArray(new Value[0]));
        } catch (BuiltinError e) {
            throw new Failed(name, e);
        }
    }

    private Value braces() {
        if (take('}')) {
            return Obj.EMPTY;
        }
        Value first = defined();
        if (take(':')) {
            Obj.Builder object = Obj.builder().put(first, defined());
            while (!take('}')) {
                take(',');
                Value key = defined();
                take(':');
                object.put(key, defined());
            }
            return object.build();
        }
        List<Value> members = new ArrayList<>(List.of(first));
        if (take(',')) {
            members.addAll(list('}'));
        } else {
            take('}');
        }
        return RegoSet.ofAll(members);
    }

    private Value defined() {
        Value v = value();
        if (v == null) {
            throw new IllegalStateException("bug: undefined inside " + text);
        }
        return v;
    }

    private List<Value> list(char end) {
        List<Value> items = new ArrayList<>();
        while (!take(end)) {
            items.add(defined());
            take(',');
        }
        return items;
    }

    private String quoted() {
        int from = at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.substring(from, ++at);
    }

    private String word() {
        int from = at;
        while (at < text.length() && ",]}):( ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(char c) {
        skip();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}
