package dev.meshwarden.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.limit.Limits;
import dev.meshwarden.rego.type.Type;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every builtin with every kind of value in every place, the right ones included. */
final class WrongOperandsTest {
    private static final List<String> KINDS =
            List.of("null", "true", "7", "1.5", "\"a\"", "[\"b\"]", "{\"k\": \"v\"}", "{\"m\"}");

    /** Not called by name, or not to be compared: what they answer is the machine's or the moment's affair. */
    private static final Set<String> ALONE =
            Set.of("eq", "assign", "print", "internal.print", "internal.test_case", "walk");

    private static List<String> calls(boolean deprecated) {
        List<String> calls = new ArrayList<>();
        for (Builtin b : BuiltinTable.all()) {
            boolean plain = b.trait() == Builtin.Trait.PURE;
            if (ALONE.contains(b.name())
                    || (deprecated ? b.trait() != Builtin.Trait.DEPRECATED : !plain)) {
                continue;
            }
            List<Type.Argument> arguments = b.signature().arguments();
            for (int i = 0; i < arguments.size(); i++) {
                for (String kind : KINDS) {
                    List<String> values = new ArrayList<>();
                    for (int j = 0; j < arguments.size(); j++) {
                        values.add(i == j ? kind : sample(arguments.get(j).type()));
                    }
                    calls.add(b.name() + "(" + String.join(", ", values) + ")");
                }
            }
        }
        return calls;
    }

    private static String sample(Type type) {
        return switch (type) {
            case Type.Nothing _, Type.Unknown _ -> "null";
            case Type.Any(var of) -> of.isEmpty() ? "\"x\"" : sample(of.getLast());
            case Type.Simple(var kind) ->
                    switch (kind) {
                        case NULL -> "null";
                        case BOOLEAN -> "true";
                        case NUMBER -> "2";
                        case STRING -> "\"a\"";
                    };
            case Type.ArrayOf(var first, var rest) -> {
                List<String> items = new ArrayList<>(first.stream().map(t -> sample(t)).toList());
                rest.ifPresent(r -> items.add(sample(r)));
                yield "[" + String.join(", ", items) + "]";
            }
            case Type.SetOf(var member) -> "{" + sample(member) + "}";
            case Type.ObjectOf _ -> "{}";
            case Type.Function _ -> "\"f\"";
        };
    }

    @Test
    void noneFallsOver() {
        Limits limits = Limits.STANDARD.withDeadline(Duration.ofSeconds(60));
        for (boolean deprecated : new boolean[] {false, true}) {
            for (String call : calls(deprecated)) {
                assertThat(Call.run(call, limits).text()).as(call).isNotEmpty();
            }
        }
    }

    @Test
    void opaSaysTheSame() {
        OpaTool opa = OpaTool.orSkip();
        for (boolean deprecated : new boolean[] {false, true}) {
            List<String> calls = calls(deprecated);
            List<String> theirs = opa.answers(calls, deprecated);
            Map<String, String> wanted = new LinkedHashMap<>();
            Map<String, String> got = new LinkedHashMap<>();
            for (int i = 0; i < calls.size(); i++) {
                String ours = Call.run(calls.get(i)).text();
                if (!ours.equals(theirs.get(i))) {
                    wanted.put(calls.get(i), theirs.get(i));
                    got.put(calls.get(i), ours);
                }
            }
            assertThat(got).isEqualTo(wanted);
        }
    }
}
