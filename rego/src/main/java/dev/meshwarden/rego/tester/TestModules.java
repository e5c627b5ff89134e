package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Modules made ready for testing, as OPA's own runner does: of several definitions of one test each gets a name of its own, and a test
 * over cases ({@code test_x[note] if ...}) says which case it has come to before the case can fail.
 */
final class TestModules {
    private static final String TEST = "test_";
    private static final String SKIPPED = "todo_test_";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, Integer> met = new HashMap<>();

    static List<Module> ready(List<Module> modules) {
        var ready = new TestModules();
        return modules.stream().map(ready::module).toList();
    }

    /** Whether a rule of this name is a test. */
    static boolean isTest(String name) {
        return name.startsWith(TEST) || isSkipped(name);
    }

    static boolean isSkipped(String name) {
        return name.startsWith(SKIPPED);
    }

    private Module module(Module module) {
        return module.withRules(module.rules().stream().map(r -> rule(module, r)).toList());
    }

    private Rule rule(Module module, Rule rule) {
        String name = rule.ref().name();
        if (!name.startsWith(TEST) || rule.isDefault()) {
            return rule;
        }
        Rule told = withCases(rule);
        int before = met.merge(module.path().dotted() + "." + name, 1, Integer::sum) - 1;
        if (before == 0 || rule.head().isMultiValue() || !rule.ref().path().isEmpty()) {
            return told;
        }
        Ref ref = rule.ref();
        var renamed = new Var("%s#%02d".formatted(name, before), ref.at());
        return told.withHead(told.head().withRef(new Ref(renamed, ref.path(), ref.at())));
    }

    private static Rule withCases(Rule rule) {
        List<Term> keys = rule.ref().path();
        if (keys.isEmpty() || keys.stream().allMatch(Scalar.class::isInstance)) {
            return rule;
        }
        Location at = rule.at();
        var operator =
                new Ref(new Var("internal", at), List.of(Scalar.string("test_case", at)), at);
        Expr tell = Expr.of(new Form.CallForm(operator, List.of(new ArrayTerm(keys, at)), at), at);
        List<Expr> exprs = new ArrayList<>(rule.body().exprs());
        exprs.add(placeFor(keys, exprs), tell);
        return rule.withBody(new Body(exprs));
    }

    /** Behind the first mention of the last of the keys' variables; what is not yet bound there the compiler moves on. */
    private static int placeFor(List<Term> keys, List<Expr> exprs) {
        Set<String> names = new HashSet<>();
        keys.forEach(key -> names.addAll(words(key.toString())));
        int place = 0;
        for (String name : names) {
            for (int i = 0; i < exprs.size(); i++) {
                boolean declares = exprs.get(i).form() instanceof Form.SomeVars;
                if (!declares && words(exprs.get(i).toString()).contains(name)) {
                    place = Math.max(place, i + 1);
                    break;
                }
            }
        }
        return place;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        var matcher = NAME.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
