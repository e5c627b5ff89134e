package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;

import java.util.List;
import java.util.Set;

/**
 * Prints a syntax tree as Rego text on as few lines as OPA does: sets and objects sorted, calls of operators as calls except
 * {@code =} and inside the head of a comprehension, every wildcard as {@code _}.
 */
public final class AstText {
    /** The words that no part of a reference may be written as with a dot. */
    private static final Set<String> KEYWORDS =
            Set.of(
                    "not",
                    "package",
                    "import",
                    "as",
                    "default",
                    "else",
                    "with",
                    "null",
                    "true",
                    "false",
                    "some",
                    "if",
                    "contains",
                    "in",
                    "every");

    private final StringBuilder out = new StringBuilder();
    private final boolean exact;

    private AstText(boolean exact) {
        this.exact = exact;
    }

    /** A term, expression, body, import or other part; rules and modules as v1 has them. */
    public static String of(Node node) {
        return switch (node) {
            case Module m -> RuleText.of(m);
            case Rule r -> RuleText.of(r, RegoVersion.V1);
            case Head h -> RuleText.of(h, RegoVersion.V1);
            case Comment c -> c.toString();
            case Annotations a -> "# METADATA\n# scope: " + a.scope().text();
            case Import i -> "import " + i.path() + (i.alias() == null ? "" : " as " + i.alias());
            case Body _, Expr _, Form _, With _, Term _, TemplatePart _ ->
                    new AstText(false).node(node);
        };
    }

    /** As {@link #of(Node)}, but wildcards keep their names. */
    static String exact(Node node) {
        return new AstText(true).node(node);
    }

    private String node(Node node) {
        switch (node) {
            case Body b -> body(b);
            case Expr e -> expr(e);
            case Form f -> form(f);
            case With w -> with(w);
            case Term t -> term(t);
            case TemplatePart.Fixed(var value) -> term(value);
            case TemplatePart.Hole(var hole) -> expr(hole);
            case Module _, Rule _, Head _, Import _, Comment _, Annotations _ ->
                    throw new IllegalStateException("bug: printed elsewhere");
        }
        return out.toString();
    }

    private void body(Body body) {
        for (int i = 0; i < body.size(); i++) {
            out.append(i == 0 ? "" : "; ");
            expr(body.get(i));
        }
    }

    private void expr(Expr expr) {
        out.append(expr.negated() ? "not " : "");
        form(expr.form());
        for (With w : expr.with()) {
            out.append(' ');
            with(w);
        }
    }

    private void with(With with) {
        out.append("with ");
        term(with.target());
        out.append(" as ");
        term(with.value());
    }

    private void form(Form form) {
        switch (form) {
            case Form.TermForm(var term, _) -> term(term);
            case Form.CallForm c when c.isEquality() && c.args().size() == 2 -> {
                term(c.args().getFirst());
                out.append(" = ");
                term(c.args().getLast());
            }
            case Form.CallForm c -> call(c.operator(), c.args());
            case Form.SomeVars(var vars, _) -> list("some ", vars, "");
            case Form.SomeIn(var key, var value, var collection, _) -> {
                list("some ", key == null ? List.of(value) : List.of(key, value), " in ");
                term(collection);
            }
            case Form.Every(var key, var value, var domain, var body, _) -> {
                list("every ", key == null ? List.of(value) : List.of(key, value), " in ");
                term(domain);
                out.append(" { ");
                body(body);
                out.append(" }");
            }
            case Form.Not(var body, var braces, _) -> {
                boolean bare = !braces && body.size() == 1;
                boolean parens = bare && Operand.needsParensBehindNot(body.get(0));
                out.append(bare ? parens ? "not (" : "not " : "not {");
                body(body);
                out.append(bare ? parens ? ")" : "" : "}");
            }
            case Form.Logical l -> {
                operand(l.left(), l.leftBraces(), l.op(), false);
                out.append(' ').append(l.op().word()).append(' ');
                operand(l.right(), l.rightBraces(), l.op(), true);
            }
        }
    }

    private void operand(Body body, boolean braces, Form.Connective under, boolean right) {
        boolean bare = !braces && body.size() == 1;
        boolean parens = bare && Operand.needsParensUnder(body.get(0), under, right);
        out.append(bare ? parens ? "(" : "" : "{ ");
        body(body);
        out.append(bare ? parens ? ")" : "" : " }");
    }

    private void term(Term term) {
        switch (term) {
            case Scalar(var value, _) -> out.append(RegoText.of(value));
            case Var v -> out.append(v.isWildcard() && !exact ? "_" : v.name());
            case Ref r -> ref(r);
            case ArrayTerm(var elements, _) -> list("[", elements, "]");
            case ObjectTerm o -> {
                String separator = "{";
                for (ObjectTerm.Entry e : TermOrder.sorted(o)) {
                    out.append(separator);
                    term(e.key());
                    out.append(": ");
                    term(e.value());
                    separator = ", ";
                }
                out.append(o.entries().isEmpty() ? "{}" : "}");
            }
            case SetTerm s when s.members().isEmpty() -> out.append("set()");
            case SetTerm s -> list("{", TermOrder.sorted(s), "}");
            case ArrayComp(var head, var body, _) -> comprehension('[', List.of(head), body, ']');
            case SetComp(var head, var body, _) -> comprehension('{', List.of(head), body, '}');
            case ObjectComp(var key, var value, var body, _) ->
                    comprehension('{', List.of(key, value), body, '}');
            case Call c -> call(c.operator(), c.args());
            case TemplateString t -> template(t);
        }
    }

    private void list(String open, List<? extends Term> terms, String close) {
        out.append(open);
        for (int i = 0; i < terms.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            term(terms.get(i));
        }
        out.append(close);
    }

    private void call(Ref operator, List<Term> args) {
        term(operator);
        list("(", args, ")");
    }

    private void comprehension(char open, List<Term> heads, Body body, char close) {
        out.append(open);
        for (int i = 0; i < heads.size(); i++) {
            out.append(i == 0 ? "" : ": ");
            infix(heads.get(i));
        }
        out.append(" | ");
        body(body);
        out.append(close);
    }

    private void infix(Term term) {
        if (term instanceof Call c && c.args().size() == 2) {
            Operator operator = Operator.ofFunction(c.name());
            if (operator != null && operator != Operator.MEMBER) {
                out.append('(');
                infix(c.args().getFirst());
                out.append(' ').append(operator.symbol()).append(' ');
                infix(c.args().getLast());
                out.append(')');
                return;
            }
        }
        term(term);
    }

    private void ref(Ref ref) {
        if (ref.head() instanceof Scalar(Str text, _)) {
            out.append(text.text());
        } else {
            term(ref.head());
        }
        for (int i = 0; i < ref.path().size(); i++) {
            String name = ref.string(i);
            if (name != null && isName(name) && !KEYWORDS.contains(name)) {
                out.append('.').append(name);
            } else {
                out.append('[');
                term(ref.path().get(i));
                out.append(']');
            }
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && !(text.charAt(0) >= '0' && text.charAt(0) <= '9')
                && text.chars()
                        .allMatch(c ->
                                c == '_'
                                        || (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9'));
    }

    private void template(TemplateString template) {
        out.append("$\"");
        for (TemplatePart part : template.parts()) {
            switch (part) {
                case TemplatePart.Fixed(Scalar(Str text, _)) -> {
                    String quoted = RegoText.of(text);
                    out.append(quoted.substring(1, quoted.length() - 1).replace("{", "\\{"));
                }
                case TemplatePart.Fixed(var value) -> term(value);
                case TemplatePart.Hole(var expr) -> {
                    out.append('{');
                    expr(expr);
                    out.append('}');
                }
            }
        }
        out.append('"');
    }
}
