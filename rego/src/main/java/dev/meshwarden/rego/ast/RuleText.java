package dev.meshwarden.rego.ast;

import java.util.List;
import java.util.stream.Collectors;

/** Prints modules, rules and heads as a version of Rego writes them; what is inside is {@link AstText}'s. */
public final class RuleText {
    private RuleText() {}

    /** A whole module, without its comments. */
    public static String of(Module module) {
        var text = new StringBuilder("package ");
        List<Term> path = module.path().path();
        Term first = path.getFirst();
        String name = module.path().string(0);
        Ref shown =
                new Ref(
                        name == null ? first : new Var(name, first.at()),
                        path.subList(1, path.size()),
                        module.path().at());
        text.append(shown).append('\n');
        if (!module.imports().isEmpty()) {
            module.imports().forEach(i -> text.append('\n').append(i));
            text.append('\n');
        }
        module.rules().forEach(r -> text.append('\n').append(of(r, module.effective())));
        return text.toString();
    }

    /** A rule with its else chain. */
    public static String of(Rule rule, RegoVersion version) {
        var text = new StringBuilder(rule.isDefault() ? "default " : "");
        text.append(of(rule.head(), version));
        String opening = version.atLeast(RegoVersion.V1) ? " if { " : " { ";
        if (!rule.isDefault()) {
            text.append(opening).append(rule.body()).append(" }");
        }
        for (Rule next = rule.orElse(); next != null; next = next.orElse()) {
            text.append(" else = ").append(next.head().yields().term());
            text.append(opening).append(next.body()).append(" }");
        }
        return text.toString();
    }

    /** The head of a rule. */
    public static String of(Head head, RegoVersion version) {
        var text = new StringBuilder(head.ref().toString());
        if (head.isFunction()) {
            text.append(
                    head.args().stream()
                            .map(Term::toString)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        switch (head.yields()) {
            case Head.Yield.One(var value, _) ->
                    text.append(head.assigns() ? " := " : " = ").append(value);
            case Head.Yield.Member(var key)
                    when version == RegoVersion.V0 && head.ref().path().isEmpty() ->
                    text.append('[').append(key).append(']');
            case Head.Yield.Member(var key) -> text.append(" contains ").append(key);
        }
        return text.toString();
    }
}
