package dev.meshwarden.rego.differential;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinTable;
import dev.meshwarden.rego.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every builtin with a plausible call, of which each operand in turn becomes every edge value. */
final class OperandGrid {
    /** Statements, what only a rule can ask, and what asks the machine's network. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "net.lookup_ip_addr",
                    "print",
                    "trace",
                    "rego.metadata.chain",
                    "rego.metadata.rule",
                    "crypto.x509.parse_certificates_with_options");

    /** Where opa has no limit of its own: work as long as that would keep it busy for ever. */
    private static final Set<String> ENDLESS =
            Set.of("numbers.range", "numbers.range_step", "bits.lsh", "bits.rsh");

    private OperandGrid() {}

    /** Those that a module of v1 may call. */
    static List<Builtin> builtins() {
        return all().stream().filter(b -> b.trait() != Builtin.Trait.DEPRECATED).toList();
    }

    /** Those that only a module of v0 may call. */
    static List<Builtin> deprecated() {
        return all().stream().filter(b -> b.trait() == Builtin.Trait.DEPRECATED).toList();
    }

    private static List<Builtin> all() {
        return BuiltinTable.all().stream()
                .filter(b -> !LEFT_OUT.contains(b.name()))
                .filter(b -> !b.name().startsWith("internal."))
                .filter(b -> b.infix().isEmpty() || b.name().matches("[a-z]+"))
                .filter(b -> !b.name().equals("assign") && !b.name().equals("eq"))
                .toList();
    }

    static Grid wrongTypes(Builtin builtin) {
        Grid grid = builtin.trait() == Builtin.Trait.DEPRECATED ? Grid.ofV0() : new Grid();
        List<Type.Argument> arguments = builtin.signature().arguments();
        for (int i = 0; i < Grid.VALUES.size(); i++) {
            String value = Grid.VALUES.get(i);
            grid.define(
                    "v" + i,
                    ENDLESS.contains(builtin.name()) ? value.replace("1e30", "1e2") : value);
        }
        for (int i = 0; i < arguments.size(); i++) {
            grid.define("d" + i, plausible(arguments.get(i).type()));
        }
        for (int wrong = 0; wrong < arguments.size(); wrong++) {
            for (int v = 0; v < Grid.VALUES.size(); v++) {
                List<String> operands = new ArrayList<>();
                for (int i = 0; i < arguments.size(); i++) {
                    operands.add(i == wrong ? "v" + v : "d" + i);
                }
                String call = call(builtin, operands);
                boolean differs = builtin.trait() == Builtin.Trait.NON_DETERMINISTIC;
                grid.rule(differs ? "type_name(" + call + ")" : call);
            }
        }
        return grid;
    }

    /** Modules that call with one operand too few and with one too many. */
    static List<String> wrongArity(Builtin builtin) {
        List<String> modules = new ArrayList<>();
        for (int count : new int[] {builtin.arity() - 1, builtin.arity() + 2}) {
            if (count >= 0) {
                String operands =
                        IntStream.range(0, count)
                                .mapToObj(i -> "input.x" + i)
                                .collect(Collectors.joining(", "));
                modules.add("package m\n\nc if " + builtin.name() + "(" + operands + ")\n");
            }
        }
        return modules;
    }

    /** Modules that give an operand of a known wrong type. */
    static List<String> knownTypes(Builtin builtin) {
        List<String> modules = new ArrayList<>();
        for (int wrong = 0; wrong < builtin.arity(); wrong++) {
            for (String literal : List.of("null", "true", "1", "\"a\"", "[1]", "{\"a\": 1}")) {
                List<String> operands = new ArrayList<>();
                for (int i = 0; i < builtin.arity(); i++) {
                    operands.add(i == wrong ? literal : "input.x" + i);
                }
                modules.add("package m\n\nc := " + call(builtin, operands) + "\n");
            }
        }
        return modules;
    }

    private static String call(Builtin builtin, List<String> operands) {
        return builtin.name() + "(" + String.join(", ", operands) + ")";
    }

    private static String plausible(Type type) {
        return switch (type) {
            case Type.Simple(var kind) ->
                    switch (kind) {
                        case NULL -> "null";
                        case BOOLEAN -> "true";
                        case NUMBER -> "2";
                        case STRING -> "\"a\"";
                    };
            case Type.ArrayOf(var first, var rest) ->
                    first.isEmpty()
                            ? "[" + rest.map(OperandGrid::plausible).orElse("") + "]"
                            : first.stream()
                                    .map(OperandGrid::plausible)
                                    .collect(Collectors.joining(", ", "[", "]"));
            case Type.SetOf(var member) -> "{" + plausible(member) + "}";
            case Type.ObjectOf _ -> "{\"a\": \"b\"}";
            case Type.Any(var of) -> of.isEmpty() ? "\"a\"" : plausible(of.getFirst());
            case Type.Function _, Type.Nothing _, Type.Unknown _ -> "null";
        };
    }
}
