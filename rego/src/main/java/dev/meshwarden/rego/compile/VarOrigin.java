package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a variable of a reference gets its value, for messages. */
sealed interface VarOrigin {
    /** Below {@code input}. */
    record OfInput(Ref ref) implements VarOrigin {}

    /** Another rule. */
    record OfRule(Ref ref) implements VarOrigin {}

    /** A collection the source lists. */
    record OfCollection(Value collection) implements VarOrigin {}

    /** A builtin's answer. */
    record OfBuiltin(String name) implements VarOrigin {}

    /** The key of a rule that defines a part of a document. */
    record OfKey() implements VarOrigin {}

    /** An argument. */
    record OfArgument() implements VarOrigin {}

    /** Of each variable in a reference's path that stands in the expression at {@code index} of the rule's body. */
    static Map<String, VarOrigin> of(RuleDraft rule, int index, Ref ref, Functions functions) {
        var finder = new Finder(rule, index, functions);
        var origins = new LinkedHashMap<String, VarOrigin>();
        for (Term part : ref.path()) {
            if (part instanceof Var(var name, _)) {
                VarOrigin origin = finder.origin(name);
                if (origin != null) {
                    origins.put(name, origin);
                }
            }
        }
        return origins;
    }

    /** Looks through the expressions in front of one. */
    final class Finder {
        private final Map<String, Term> bindings = new HashMap<>();
        private final Map<String, String> outputs = new HashMap<>();
        private final Map<String, VarOrigin> head = new HashMap<>();
        private final int longest;

        private Finder(RuleDraft rule, int index, Functions functions) {
            longest = rule.body.size();
            for (Expr expr : rule.body.exprs().subList(0, Math.min(index, longest))) {
                if (!expr.negated()
                        && expr.with().isEmpty()
                        && expr.form() instanceof Form.CallForm call) {
                    if (Unifying.is(call) && call.args().size() == 2) {
                        bind(call.args().get(0), call.args().get(1));
                        bind(call.args().get(1), call.args().get(0));
                    } else {
                        Builtin builtin = functions.builtin(call.name());
                        if (builtin != null
                                && call.args().size() == builtin.arity() + 1
                                && call.args().getLast() instanceof Var(var name, _)) {
                            outputs.put(name, call.name());
                        }
                    }
                }
            }
            vars(rule.head.ref().path(), new OfKey());
            if (rule.head.isMultiValue()) {
                vars(List.of(rule.head.yields().term()), new OfKey());
            }
            vars(rule.head.args(), new OfArgument());
        }

        private void vars(List<Term> terms, VarOrigin origin) {
            for (Term term : terms) {
                if (term instanceof Var(var name, _)) {
                    head.put(name, origin);
                }
            }
        }

        private void bind(Term left, Term right) {
            if (left instanceof Var(var name, _)) {
                bindings.putIfAbsent(name, right);
            }
        }

        private @Nullable VarOrigin origin(String written) {
            String name = written;
            for (int step = 0; step <= longest; step++) {
                if (outputs.containsKey(name)) {
                    return new OfBuiltin(outputs.get(name));
                }
                Term bound = bindings.get(name);
                if (bound instanceof Var(var next, _)) {
                    name = next;
                    continue;
                }
                VarOrigin found = bound instanceof Ref ref ? ofRef(ref) : null;
                return found != null ? found : head.get(name);
            }
            return null;
        }

        private @Nullable VarOrigin ofRef(Ref ref) {
            if (ref.name().equals("input")) {
                return new OfInput(constantPrefix(ref));
            }
            if (ref.name().equals("data")) {
                return new OfRule(constantPrefix(ref));
            }
            if (ref.path().size() == 1 && !Constants.is(ref.path().getFirst())) {
                Term head = ref.head();
                for (int step = 0; step <= bindings.size(); step++) {
                    if (!(head instanceof Var(var name, _)) || !bindings.containsKey(name)) {
                        break;
                    }
                    head = bindings.get(name);
                }
                Value collection = head instanceof Scalar ? null : Constants.of(head);
                return collection == null ? null : new OfCollection(collection);
            }
            return null;
        }

        private static Ref constantPrefix(Ref ref) {
            int end = 0;
            while (end < ref.path().size() && Constants.is(ref.path().get(end))) {
                end++;
            }
            return ref.withPath(ref.path().subList(0, end));
        }
    }
}
