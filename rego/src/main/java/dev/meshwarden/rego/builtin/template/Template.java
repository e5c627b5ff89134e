package dev.meshwarden.rego.builtin.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A parsed template: its own nodes and those of the templates that it defines by name. */
record Template(String text, List<Node> nodes, Map<String, List<Node>> named) {
    Template {
        nodes = List.copyOf(nodes);
        named = Map.copyOf(named);
    }

    /** Something that renders. */
    sealed interface Node {}

    record Text(String text) implements Node {}

    record Action(Pipeline pipeline) implements Node {}

    record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

    record With(Pipeline value, List<Node> then, List<Node> otherwise) implements Node {}

    record Range(Pipeline over, List<Node> each, List<Node> otherwise) implements Node {}

    record Use(String name, Optional<Pipeline> value, int at) implements Node {
        @Override
        public String toString() {
            return "{{template \"" + name + "\"" + value.map(v -> " " + v).orElse("") + "}}";
        }
    }

    record Break() implements Node {}

    record Continue() implements Node {}

    /** Variables set, and commands each of which takes the one before as its last argument. */
    record Pipeline(List<String> variables, boolean declares, List<Command> commands) {
        @Override
        public String toString() {
            String set =
                    variables.isEmpty()
                            ? ""
                            : String.join(", ", variables) + (declares ? " := " : " = ");
            return set
                    + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    record Command(List<Word> words) {
        @Override
        public String toString() {
            return words.stream().map(Word::toString).collect(Collectors.joining(" "));
        }

        int at() {
            return words.getFirst().at();
        }
    }

    /** An operand; {@code at} is its place in the text. */
    sealed interface Word {
        int at();
    }

    /** A value written out: its text is what the template says. */
    record Constant(Object value, String text, int at) implements Word {
        @Override
        public String toString() {
            return text;
        }
    }

    record Nil(int at) implements Word {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Dot(int at) implements Word {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Field(List<String> names, int at) implements Word {
        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    record Variable(String name, List<String> fields, int at) implements Word {
        @Override
        public String toString() {
            return name + fields.stream().map(f -> "." + f).collect(Collectors.joining());
        }
    }

    record Name(String name, int at) implements Word {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A pipeline in brackets, and fields behind it. */
    record Group(Pipeline pipeline, List<String> fields, int at) implements Word {
        @Override
        public String toString() {
            return "("
                    + pipeline
                    + ")"
                    + fields.stream().map(f -> "." + f).collect(Collectors.joining());
        }
    }
}
