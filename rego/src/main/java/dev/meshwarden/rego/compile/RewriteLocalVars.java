package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.TemplateString;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.ast.With;
import dev.meshwarden.rego.diagnostic.Code;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives declared variables and arguments names that are unique in all modules, and takes declarations out of bodies: see {@link LocalRewriter}. After
 * {@link ResolveRefs}, which must still see which names are declared; before every stage that moves terms about, so that a moved variable
 * cannot meet another of the same name.
 */
final class RewriteLocalVars implements Stage {
    @Override
    public void run(Draft draft) {
        for (ModuleDraft module : draft.modules) {
            for (RuleDraft rule : module.rules) {
                new OfRule(draft, rule).rewrite();
            }
        }
    }

    /** One rule with its else branches, which share the arguments. */
    private static final class OfRule {
        private final Draft draft;
        private final RuleDraft rule;
        private final LocalScopes arguments;
        private final Set<String> unusedArguments = new LinkedHashSet<>();

        OfRule(Draft draft, RuleDraft rule) {
            this.draft = draft;
            this.rule = rule;
            this.arguments = new LocalScopes(draft.originalNames);
        }

        void rewrite() {
            if (draft.settings.strict()) {
                unusedArguments.addAll(Vars.ofAll(rule.head.args(), Set.of()));
            }
            rule.head = rule.head.withArgs(TreeChange.each(rule.head.args(), this::argument));
            rule.branches(this::branch);
            for (String name : unusedArguments) {
                if (!name.startsWith(Var.WILDCARD)) {
                    draft.problems.goOn(
                            Code.COMPILE,
                            rule.head.at(),
                            "unused argument "
                                    + name
                                    + ". (hint: use _ (wildcard variable) instead)");
                }
            }
        }

        private Term argument(Term term) {
            return switch (term) {
                case Var var -> argument(var);
                case ArrayTerm(var elements, var at) ->
                        new ArrayTerm(TreeChange.each(elements, this::argument), at);
                case ObjectTerm(var entries, var at) ->
                        new ObjectTerm(
                                TreeChange.each(
                                        entries,
                                        e -> new ObjectTerm.Entry(e.key(), argument(e.value()))),
                                at);
                case Ref(var head, var path, var at) ->
                        new Ref(argument(head), TreeChange.each(path, this::argument), at);
                case Call call -> {
                    draft.problems.stop(
                            Code.COMPILE, call.at(), "rule arguments cannot contain calls");
                    yield call;
                }
                default -> term;
            };
        }

        private Term argument(Var var) {
            String renamed = arguments.renamed(var.name());
            if (renamed == null) {
                renamed = draft.names.name();
                arguments.insert(var.name(), renamed, LocalScopes.Origin.ARGUMENT);
            } else {
                arguments.use(var.name());
            }
            return new Var(renamed, var.at());
        }

        private void branch(RuleDraft branch) {
            LocalScopes scopes = arguments.copy();
            Set<String> used = Set.of();
            boolean plain = isPlain(branch.head);
            if (!plain) {
                closuresInHead(branch);
                used = usedByHead(branch.head);
            }
            hideBuiltins(branch, scopes);
            var rewriter = new LocalRewriter(draft.names, scopes, draft.settings.strict());
            branch.body = rewriter.rewrite(branch.body, used);
            draft.problems.stopAll(rewriter.errors());
            rewriter.unused().forEach(d -> draft.problems.goOn(d.code(), d.at(), d.message()));
            if (!plain) {
                var rename = new Rename(scopes.names());
                Head head = branch.head;
                branch.head =
                        head.withArgs(TreeChange.each(head.args(), rename::term))
                                .withRef(
                                        head.ref()
                                                .withPath(
                                                        TreeChange.each(
                                                                head.ref().path(), rename::term)))
                                .withYieldTerm(rename.term(head.yields().term()));
            }
            unusedArguments.removeIf(name -> scopes.uses(name) > 1);
        }

        private static boolean isPlain(Head head) {
            return head.args().stream().allMatch(Scalar.class::isInstance)
                    && head.ref().path().stream().allMatch(Scalar.class::isInstance)
                    && head.yields().term() instanceof Scalar;
        }

        private Set<String> usedByHead(Head head) {
            Set<String> used = Vars.ofAll(head.ref().path(), Set.of());
            Set<String> yielded = Vars.of(head.yields().term());
            if (head.yields() instanceof Head.Yield.One) {
                unusedArguments.removeAll(yielded);
            }
            used.addAll(yielded);
            return used;
        }

        /** Comprehensions of the head are scopes of their own and come first: what the body declares is not theirs. */
        private void closuresInHead(RuleDraft branch) {
            var closures = new Closures();
            Head head = branch.head;
            branch.head =
                    head.withArgs(TreeChange.each(head.args(), closures::term))
                            .withRef(
                                    head.ref()
                                            .withPath(
                                                    TreeChange.each(
                                                            head.ref().path(), closures::term)))
                            .withYieldTerm(closures.term(head.yields().term()));
        }

        private final class Closures extends TreeChange {
            @Override
            Term term(Term term) {
                if (!Walk.isComprehension(term) && !(term instanceof TemplateString)) {
                    return inside(term);
                }
                var rewriter =
                        new LocalRewriter(
                                draft.names,
                                new LocalScopes(draft.originalNames),
                                draft.settings.strict());
                Term changed = rewriter.term(term);
                draft.problems.stopAll(rewriter.errors());
                rewriter.unused().forEach(d -> draft.problems.goOn(d.code(), d.at(), d.message()));
                return changed;
            }
        }

        /** A variable with the name of a builtin gets a name that no later stage takes for the builtin. */
        private void hideBuiltins(RuleDraft branch, LocalScopes scopes) {
            Functions functions = draft.functions();
            Set<String> shadowing = Vars.of(branch.body, Vars.SAFETY);
            shadowing.removeIf(name -> !functions.isBuiltin(name));
            if (shadowing.isEmpty()) {
                return;
            }
            shadowing.removeAll(DeclaredVars.of(branch.body));
            Walk.over(
                    branch.body,
                    node -> {
                        if (node instanceof With with) {
                            shadowing.removeAll(
                                    Vars.of(with.target(), Set.of(Vars.Skip.OPERATORS)));
                            shadowing.removeAll(Vars.of(with.value(), Set.of(Vars.Skip.OPERATORS)));
                        }
                        return true;
                    });
            for (String name : Vars.sorted(shadowing)) {
                if (scopes.renamed(name) == null) {
                    scopes.insert(name, draft.names.name(), LocalScopes.Origin.SEEN);
                }
            }
        }
    }

    /** Puts the new names into a head. */
    private static final class Rename extends TreeChange {
        private final Map<String, String> names;

        Rename(Map<String, String> names) {
            this.names = new HashMap<>(names);
        }

        @Override
        Term term(Term term) {
            return switch (term) {
                case Var var -> named(var);
                case Ref ref when ref.path().isEmpty() && names.containsKey(ref.name()) -> {
                    String renamed = names.get(ref.name());
                    yield renamed.equals(ref.name()) ? ref : new Var(renamed, ref.at());
                }
                default -> inside(term);
            };
        }

        @Override
        Var named(Var var) {
            @Nullable String renamed = names.get(var.name());
            return renamed == null ? var : new Var(renamed, var.at());
        }

        @Override
        Term head(Term head) {
            return head instanceof Var var ? named(var) : term(head);
        }

        @Override
        Ref reference(Ref ref) {
            return new Ref(head(ref.head()), each(ref.path(), this::term), ref.at());
        }
    }
}
