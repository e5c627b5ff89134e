package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.template.Template.Node;
import dev.meshwarden.rego.builtin.template.Template.Pipeline;
import dev.meshwarden.rego.builtin.template.Template.Word;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.limit.Halt;
import dev.meshwarden.rego.limit.Limit;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.GoQuote;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renders a template. Values are Rego's, with Long and Double for Go's int and float64, Boolean, and {@link GoValues#MISSING}. */
final class TemplateRun {
    /** How a list of nodes ended. */
    private enum End {
        NORMAL,
        BREAK,
        CONTINUE
    }

    private static final class Variable {
        final String name;
        Object value;

        Variable(String name, Object value) {
            this.name = name;
            this.value = value;
        }
    }

    private final Budget budget;
    private final Template template;
    private final StringBuilder out = new StringBuilder();
    private List<Variable> variables = new ArrayList<>();
    private String running = "template";
    private int depth;

    private TemplateRun(Budget budget, Template template) {
        this.budget = budget;
        this.template = template;
    }

    static String render(Budget budget, Template template, Obj data) {
        var run = new TemplateRun(budget, template);
        run.variables.add(new Variable("$", data));
        run.nodes(data, template.nodes());
        return run.out.toString();
    }

    private End nodes(Object dot, List<Node> nodes) {
        int mark = variables.size();
        for (Node node : nodes) {
            budget.step();
            End end = node(dot, node);
            budget.string(out.length());
            if (end != End.NORMAL) {
                forget(mark);
                return end;
            }
        }
        return End.NORMAL;
    }

    private void forget(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    private End node(Object dot, Node node) {
        int mark = variables.size();
        switch (node) {
            case Template.Text(var text) -> out.append(text);
            case Template.Break _ -> {
                return End.BREAK;
            }
            case Template.Continue _ -> {
                return End.CONTINUE;
            }
            case Template.Action(var pipeline) -> {
                Object value = value(dot, pipeline);
                if (pipeline.variables().isEmpty()) {
                    out.append(GoValues.printed(value));
                }
            }
            case Template.If(var condition, var then, var otherwise) -> {
                boolean holds = GoValues.isTrue(value(dot, condition));
                End end = nodes(dot, holds ? then : otherwise);
                forget(mark);
                return end;
            }
            case Template.With(var pipeline, var then, var otherwise) -> {
                Object value = value(dot, pipeline);
                boolean holds = GoValues.isTrue(value);
                End end = nodes(holds ? value : dot, holds ? then : otherwise);
                forget(mark);
                return end;
            }
            case Template.Range range -> {
                range(dot, range);
                forget(mark);
            }
            case Template.Use use -> use(dot, use);
        }
        return End.NORMAL;
    }

    private void use(Object dot, Template.Use use) {
        List<Node> nodes = template.named().get(use.name());
        if (nodes == null) {
            String quoted = GoQuote.string(use.name(), false);
            throw wrong(use.at(), use.toString(), "template " + quoted + " not defined");
        }
        Object value = use.value().map(p -> value(dot, p)).orElse(GoValues.MISSING);
        if (++depth > budget.limits().callDepth()) {
            throw new Halt(Limit.CALL_DEPTH);
        }
        List<Variable> outer = variables;
        String outerName = running;
        variables = new ArrayList<>(List.of(new Variable("$", value)));
        running = use.name();
        nodes(value, nodes);
        variables = outer;
        running = outerName;
        depth--;
    }

    private void range(Object dot, Template.Range range) {
        Object over = value(dot, range.over());
        int mark = variables.size();
        boolean any = false;
        switch (over) {
            case Array a -> {
                for (int i = 0; i < a.size(); i++) {
                    any = true;
                    if (turn(range, (long) i, a.at(i), mark)) {
                        break;
                    }
                }
            }
            case Obj o -> {
                for (int i = 0; i < o.size(); i++) {
                    any = true;
                    if (turn(range, o.keyAt(i), o.valueAt(i), mark)) {
                        break;
                    }
                }
            }
            case Long n -> {
                for (long i = 0; i < n; i++) {
                    any = true;
                    if (turn(range, i, i, mark)) {
                        break;
                    }
                }
            }
            case Null _ -> {}
            case Object none when none == GoValues.MISSING -> {}
            case Object other ->
                    throw wrong(
                            range.over().commands().getFirst().at(),
                            range.over().commands().getLast().toString(),
                            "range can't iterate over " + GoValues.printed(other));
        }
        if (!any) {
            nodes(dot, range.otherwise());
        }
    }

    /** One turn; whether the loop is left. */
    private boolean turn(Template.Range range, Object key, Object element, int mark) {
        budget.step();
        List<String> names = range.over().variables();
        if (!names.isEmpty()) {
            Object first = names.size() == 1 ? element : key;
            set(names.getFirst(), first);
            if (names.size() > 1) {
                set(names.get(1), element);
            }
        }
        End end = nodes(element, range.each());
        forget(mark);
        return end == End.BREAK;
    }

    private void set(String name, Object value) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                variables.get(i).value = value;
                return;
            }
        }
    }

    private Object value(Object dot, Pipeline pipeline) {
        Optional<Object> last = Optional.empty();
        for (Template.Command command : pipeline.commands()) {
            last = Optional.of(value(dot, command, last));
        }
        Object value = last.orElse(GoValues.MISSING);
        for (String name : pipeline.variables()) {
            if (pipeline.declares()) {
                variables.add(new Variable(name, value));
            } else {
                set(name, value);
            }
        }
        return value;
    }

    private Object value(Object dot, Template.Command command, Optional<Object> last) {
        Word first = command.words().getFirst();
        List<Word> rest = command.words().subList(1, command.words().size());
        if (first instanceof Template.Name name) {
            return call(dot, name, command, rest, last);
        }
        boolean arguments = !rest.isEmpty() || last.isPresent();
        if (arguments) {
            String field =
                    switch (first) {
                        case Template.Field f -> f.names().getLast();
                        case Template.Variable v when !v.fields().isEmpty() -> v.fields().getLast();
                        default -> "";
                    };
            throw wrong(
                    first.at(),
                    first.toString(),
                    field.isEmpty()
                            ? "can't give argument to non-function " + first
                            : field + " is not a method but has arguments");
        }
        if (first instanceof Template.Nil) {
            throw wrong(first.at(), "nil", "nil is not a command");
        }
        return value(dot, first);
    }

    private Object value(Object dot, Word word) {
        return switch (word) {
            case Template.Constant(var value, _, _) -> value;
            case Template.Nil _ -> Null.NULL;
            case Template.Dot _ -> dot;
            case Template.Field f -> fields(f, dot, f.names());
            case Template.Variable v -> {
                Object found = GoValues.MISSING;
                for (Variable known : variables) {
                    found = known.name.equals(v.name()) ? known.value : found;
                }
                yield fields(v, found, v.fields());
            }
            case Template.Group g -> fields(g, value(dot, g.pipeline()), g.fields());
            case Template.Name n ->
                    call(dot, n, new Template.Command(List.of(n)), List.of(), Optional.empty());
        };
    }

    private Object fields(Word word, Object from, List<String> names) {
        Object value = from;
        for (String name : names) {
            if (value instanceof Obj o) {
                Value found = o.get(name);
                value = found == null ? GoValues.MISSING : found;
            } else if (value instanceof Null) {
                throw wrong(
                        word.at(), word.toString(), "nil pointer evaluating interface {}." + name);
            } else if (value != GoValues.MISSING) {
                throw wrong(
                        word.at(),
                        word.toString(),
                        "can't evaluate field " + name + " in type interface {}");
            }
        }
        return value;
    }

    private Object call(
            Object dot,
            Template.Name name,
            Template.Command command,
            List<Word> words,
            Optional<Object> last) {
        List<Object> arguments = new ArrayList<>();
        boolean and = name.name().equals("and");
        if (and || name.name().equals("or")) {
            Object value = GoValues.MISSING;
            for (Word word : words) {
                value = value(dot, word);
                if (GoValues.isTrue(value) != and) {
                    return value;
                }
            }
            if (last.isEmpty() && words.isEmpty()) {
                throw wrong(
                        name.at(),
                        command.toString(),
                        "wrong number of args for " + name.name() + ": want at least 1 got 0");
            }
            return last.orElse(value);
        }
        for (Word word : words) {
            arguments.add(value(dot, word));
        }
        last.ifPresent(arguments::add);
        try {
            return Functions.call(budget, name.name(), arguments);
        } catch (Functions.Refused e) {
            throw wrong(
                    name.at(),
                    command.toString(),
                    e.inside() ? "error calling " + name.name() + ": " + e.reason() : e.reason());
        }
    }

    private BuiltinError wrong(int place, String shown, String what) {
        String before = template.text().substring(0, Math.min(place, template.text().length()));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = before.length() - (before.lastIndexOf('\n') + 1);
        String context = shown.length() > 20 ? shown.substring(0, 20) + "..." : shown;
        return BuiltinError.failed(
                "template: template:%d:%d: executing %s at <%s>: %s"
                        .formatted(line, column, GoQuote.string(running, false), context, what));
    }
}
