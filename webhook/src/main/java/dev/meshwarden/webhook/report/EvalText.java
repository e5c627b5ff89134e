package dev.meshwarden.webhook.report;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.PreparedQuery.ExpressionValue;
import dev.meshwarden.rego.engine.PreparedQuery.Solution;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Solutions of a query in the formats of {@code opa eval}. */
public final class EvalText {
    private EvalText() {}

    /** {@code {"result": [...]}}; {@code {}} for an undefined query. */
    public static String json(List<Solution> found) {
        return JsonWriter.toPrettyJson(results(found)) + "\n";
    }

    /** As {@link #json(List)}, with a coverage report beside the result. */
    public static String json(List<Solution> found, Obj coverage) {
        return JsonWriter.toPrettyJson(results(found).with("coverage", coverage)) + "\n";
    }

    private static Obj results(List<Solution> found) {
        return found.isEmpty()
                ? Obj.EMPTY
                : Obj.of("result", Array.ofList(found.stream().map(EvalText::solution).toList()));
    }

    private static Obj solution(Solution solution) {
        List<Obj> expressions =
                solution.expressions().stream()
                        .map(e ->
                                Obj.of(
                                        Map.of(
                                                "value", e.value(),
                                                "text", Str.of(e.text()),
                                                "location", place(e.row(), e.column()))))
                        .toList();
        Obj shown = Obj.of("expressions", Array.ofList(expressions));
        return solution.bindings().size() == 0
                ? shown
                : shown.with("bindings", solution.bindings());
    }

    private static Obj place(int row, int column) {
        return Obj.of(Map.of("row", Num.of(row), "col", Num.of(column)));
    }

    /** {@code {"errors": [...]}}. */
    public static String errors(List<Diagnostic> diagnostics) {
        List<Obj> errors =
                diagnostics.stream()
                        .map(d ->
                                Obj.of(
                                        Map.of(
                                                "message", Str.of(d.message()),
                                                "code", Str.of(d.code().text()),
                                                "location",
                                                        place(d.at().row(), d.at().column())
                                                                .with(
                                                                        "file",
                                                                        Str.of(d.at().file())))))
                        .toList();
        return JsonWriter.toPrettyJson(Obj.of("errors", Array.ofList(errors))) + "\n";
    }

    /** A line a solution, strings without quotes. */
    public static String raw(List<Solution> found) {
        var out = new StringBuilder();
        for (Solution solution : found) {
            out.append(
                            solution.expressions().stream()
                                    .map(e ->
                                            e.value() instanceof Str s
                                                    ? s.text()
                                                    : JsonWriter.toGoJson(e.value()))
                                    .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        return out.toString();
    }

    /** An array of the expressions' values for each solution. */
    public static String values(List<Solution> found) {
        return found.stream()
                .map(s ->
                        JsonWriter.toPrettyJson(
                                Array.ofList(
                                        s.expressions().stream()
                                                .map(ExpressionValue::value)
                                                .toList())))
                .collect(Collectors.joining("\n", "", found.isEmpty() ? "" : "\n"));
    }

    /** The variables of each solution. */
    public static String bindings(List<Solution> found) {
        return found.stream()
                .map(s -> JsonWriter.toPrettyJson(s.bindings()))
                .collect(Collectors.joining("\n", "", found.isEmpty() ? "" : "\n"));
    }

    /** One value as JSON; several solutions as a table, what expressions came to before the variables, as OPA orders them. */
    public static String pretty(List<Solution> found) {
        if (found.isEmpty()) {
            return "undefined\n";
        }
        Solution first = found.getFirst();
        if (found.size() == 1
                && first.bindings().size() == 0
                && (first.expressions().size() == 1
                        || first.expressions().stream().allMatch(e -> e.value() instanceof Bool))) {
            return JsonWriter.toPrettyJson(first.expressions().getFirst().value()) + "\n";
        }
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < first.expressions().size(); i++) {
            boolean tells = !(first.expressions().get(i).value() instanceof Bool);
            if (tells || first.bindings().size() == 0) {
                shown.add(i);
            }
        }
        List<String> head = new ArrayList<>();
        shown.forEach(i -> head.add(first.expressions().get(i).text()));
        first.bindings().forEach((name, _) -> head.add(text(name)));
        List<List<String>> rows = new ArrayList<>();
        for (Solution solution : found) {
            List<String> row = new ArrayList<>();
            shown.forEach(i -> row.add(JsonWriter.toGoJson(solution.expressions().get(i).value())));
            solution.bindings().forEach((_, value) -> row.add(JsonWriter.toGoJson(value)));
            rows.add(row);
        }
        return Table.of(head, rows);
    }

    private static String text(Value name) {
        return name instanceof Str s ? s.text() : name.toString();
    }
}
