package dev.meshwarden.rego.builtin.template;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.template.Template.Command;
import dev.meshwarden.rego.builtin.template.Template.Node;
import dev.meshwarden.rego.builtin.template.Template.Pipeline;
import dev.meshwarden.rego.builtin.template.Template.Word;
import dev.meshwarden.rego.builtin.template.TemplateLexer.Kind;
import dev.meshwarden.rego.builtin.template.TemplateLexer.Token;
import dev.meshwarden.rego.value.GoQuote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads templates by recursive descent; one error ends it. */
final class TemplateParser {
    private final String text;
    private final List<Token> tokens;
    private final Map<String, List<Node>> named = new HashMap<>();
    private final Deque<String> variables = new ArrayDeque<>(List.of("$"));
    private int at;
    private int ranges;

    /** What ended a list of nodes: the keyword, and whether an else goes on with another condition. */
    private String ending = "";

    private TemplateParser(String text) {
        this.text = text;
        this.tokens = TemplateLexer.tokens(text);
    }

    static Template parse(String text) {
        var parser = new TemplateParser(text);
        List<Node> nodes = parser.nodes();
        if (!parser.ending.isEmpty()) {
            throw parser.wrong("unexpected {{" + parser.ending + "}}");
        }
        return new Template(text, nodes, parser.named);
    }

    /** Up to an end or else, which is left in {@link #ending}, or to the text's end. */
    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        ending = "";
        while (true) {
            Token t = tokens.get(at++);
            if (t.kind() == Kind.END) {
                return nodes;
            } else if (t.kind() == Kind.TEXT) {
                nodes.add(new Template.Text(t.text()));
                continue;
            }
            skipSpace();
            String word = peek().kind() == Kind.NAME ? peek().text() : "";
            if (word.equals("end") || word.equals("else")) {
                at++;
                ending = word;
                if (word.equals("end")) {
                    close("end");
                }
                return nodes;
            }
            node(word).ifPresent(nodes::add);
        }
    }

    private Optional<Node> node(String word) {
        switch (word) {
            case "if", "with", "range" -> {
                at++;
                return Optional.of(control(word));
            }
            case "define", "block" -> {
                at++;
                return definition(word);
            }
            case "template" -> {
                int place = tokens.get(at++).at();
                String name = name("template clause");
                skipSpace();
                Optional<Pipeline> value =
                        peek().kind() == Kind.RIGHT
                                ? Optional.empty()
                                : Optional.of(pipeline("template clause"));
                close("template clause");
                return Optional.of(new Template.Use(name, value, place + 9));
            }
            case "break", "continue" -> {
                if (ranges == 0) {
                    throw wrong("{{" + word + "}} outside {{range}}");
                }
                at++;
                close("{{" + word + "}}");
                return Optional.of(
                        word.equals("break") ? new Template.Break() : new Template.Continue());
            }
            default -> {
                Pipeline pipeline = pipeline("command");
                close("command");
                return Optional.of(new Template.Action(pipeline));
            }
        }
    }

    private Node control(String word) {
        int depth = variables.size();
        Pipeline pipeline = pipeline(word);
        close(word);
        ranges += word.equals("range") ? 1 : 0;
        List<Node> then = nodes();
        ranges -= word.equals("range") ? 1 : 0;
        List<Node> otherwise = List.of();
        if (ending.equals("else")) {
            otherwise = otherwise(word);
        }
        needEnd();
        ending = "";
        while (variables.size() > depth) {
            variables.pop();
        }
        return switch (word) {
            case "if" -> new Template.If(pipeline, then, otherwise);
            case "with" -> new Template.With(pipeline, then, otherwise);
            default -> new Template.Range(pipeline, then, otherwise);
        };
    }

    /** After else: the nodes up to the end, or one further condition that has the same end. */
    private List<Node> otherwise(String word) {
        skipSpace();
        if (!word.equals("range") && peek().text().equals(word)) {
            at++;
            Node further = control(word);
            ending = "end";
            return List.of(further);
        }
        close("else");
        return nodes();
    }

    private void needEnd() {
        if (ending.equals("else")) {
            throw wrong("expected end; found {{else}}");
        } else if (ending.isEmpty()) {
            throw wrong("unexpected EOF");
        }
    }

    private Optional<Node> definition(String word) {
        int place = peek().at();
        String name = name(word + " clause");
        Optional<Pipeline> value =
                word.equals("block") ? Optional.of(pipeline("block clause")) : Optional.empty();
        close(word + " clause");
        Deque<String> outer = new ArrayDeque<>(variables);
        variables.clear();
        variables.push("$");
        List<Node> body = nodes();
        needEnd();
        ending = "";
        variables.clear();
        outer.descendingIterator().forEachRemaining(variables::push);
        named.put(name, body);
        return value.map(v -> new Template.Use(name, Optional.of(v), place));
    }

    private String name(String context) {
        skipSpace();
        Token t = tokens.get(at++);
        if (t.kind() != Kind.STRING && t.kind() != Kind.RAW) {
            throw unexpected(t, context);
        }
        return Literals.string(text, t);
    }

    private Pipeline pipeline(String context) {
        skipSpace();
        List<String> set = new ArrayList<>();
        boolean declares = declarations(context, set);
        List<Command> commands = new ArrayList<>();
        while (true) {
            skipSpace();
            Token t = peek();
            if (t.kind() == Kind.RIGHT || t.text().equals(")")) {
                if (commands.isEmpty()) {
                    throw wrong("missing value for " + context);
                }
                for (Command c : commands.subList(1, commands.size())) {
                    if (!(c.words().getFirst() instanceof Template.Name)
                            && !(c.words().getFirst() instanceof Template.Field)
                            && !(c.words().getFirst() instanceof Template.Variable)
                            && !(c.words().getFirst() instanceof Template.Group)) {
                        throw wrong(
                                "non executable command in pipeline stage "
                                        + (commands.indexOf(c) + 1));
                    }
                }
                return new Pipeline(List.copyOf(set), declares, List.copyOf(commands));
            }
            commands.add(command(context));
        }
    }

    /** Variables before an assignment; whether they are new. */
    private boolean declarations(String context, List<String> set) {
        int start = at;
        while (peek().kind() == Kind.VARIABLE) {
            String name = tokens.get(at++).text();
            skipSpace();
            String sign = peek().text();
            if (sign.equals(":=") || sign.equals("=")) {
                at++;
                set.add(name);
                boolean declares = sign.equals(":=");
                for (String v : set) {
                    if (declares) {
                        variables.push(v);
                    } else {
                        known(v);
                    }
                }
                return declares;
            } else if (sign.equals(",") && context.equals("range") && set.isEmpty()) {
                at++;
                skipSpace();
                set.add(name);
            } else {
                break;
            }
        }
        set.clear();
        at = start;
        return false;
    }

    private void known(String variable) {
        if (!variables.contains(variable)) {
            throw wrong("undefined variable " + GoQuote.string(variable, false));
        }
    }

    private Command command(String context) {
        List<Word> words = new ArrayList<>();
        while (true) {
            skipSpace();
            Token t = peek();
            if (t.text().equals("|") && t.kind() == Kind.SIGN) {
                at++;
                break;
            } else if (t.kind() == Kind.RIGHT || (t.kind() == Kind.SIGN && t.text().equals(")"))) {
                break;
            }
            words.add(word(context));
            Kind next = peek().kind();
            boolean apart = next == Kind.SPACE || next == Kind.RIGHT || next == Kind.SIGN;
            if (!apart || peek().text().equals("(")) {
                throw unexpected(peek(), "operand");
            }
        }
        if (words.isEmpty()) {
            throw wrong("empty command");
        }
        return new Command(List.copyOf(words));
    }

    private Word word(String context) {
        Token t = tokens.get(at++);
        switch (t.kind()) {
            case NAME -> {
                if (t.text().equals("true") || t.text().equals("false")) {
                    return new Template.Constant(t.text().equals("true"), t.text(), t.at());
                } else if (t.text().equals("nil")) {
                    return new Template.Nil(t.at());
                } else if (!Functions.NAMES.contains(t.text())) {
                    throw wrong("function " + GoQuote.string(t.text(), false) + " not defined");
                }
                return new Template.Name(t.text(), t.at());
            }
            case DOT -> {
                return new Template.Dot(t.at());
            }
            case FIELD -> {
                List<String> names = new ArrayList<>(List.of(t.text().substring(1)));
                names.addAll(fields());
                int place = names.size() > 1 ? t.at() + t.text().length() : t.at();
                return new Template.Field(List.copyOf(names), place);
            }
            case VARIABLE -> {
                known(t.text());
                return new Template.Variable(t.text(), fields(), t.at());
            }
            case NUMBER, LETTER, STRING, RAW -> {
                return new Template.Constant(Literals.value(text, t), t.text(), t.at());
            }
            default -> {
                if (!t.text().equals("(")) {
                    throw unexpected(t, context);
                }
                Pipeline inside = pipeline("parenthesized pipeline");
                at++;
                return new Template.Group(inside, fields(), t.at() + 1);
            }
        }
    }

    /** Fields right behind an operand. */
    private List<String> fields() {
        List<String> names = new ArrayList<>();
        while (peek().kind() == Kind.FIELD) {
            names.add(tokens.get(at++).text().substring(1));
        }
        return List.copyOf(names);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private void skipSpace() {
        if (peek().kind() == Kind.SPACE) {
            at++;
        }
    }

    private void close(String context) {
        skipSpace();
        Token t = tokens.get(at++);
        if (t.kind() != Kind.RIGHT) {
            throw unexpected(t, context);
        }
    }

    private BuiltinError unexpected(Token t, String context) {
        String shown = t.kind() == Kind.END ? "EOF" : "<" + t.text() + ">";
        return wrong("unexpected " + shown + " in " + context);
    }

    private BuiltinError wrong(String what) {
        return TemplateLexer.wrong(text, tokens.get(Math.max(0, at - 1)).at(), what);
    }
}
