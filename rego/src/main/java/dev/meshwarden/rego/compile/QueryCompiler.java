package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Compiles a query against compiled modules: the stages of modules, as far as they have to do with a body. {@code ==} stays, because its answer is shown.
 */
public final class QueryCompiler {
    private final CompiledModules modules;
    private final Functions functions;
    private final Problems problems = new Problems();
    private final Map<String, String> originalNames;
    private final LocalNames names;

    private QueryCompiler(Body query, CompiledModules modules) {
        this.modules = modules;
        this.functions = new Functions(modules.settings(), modules.tree());
        this.originalNames = new HashMap<>();
        this.names = new LocalNames("q", Vars.of(query));
    }

    /** A query that stands in no package. */
    public static QueryCompilation compile(Body query, CompiledModules modules) {
        return compile(query, modules, null, List.of());
    }

    /**
     * @param within the package whose rules the query may call by name, {@code data} in front; null for none
     * @param imports as if they stood above the query
     */
    public static QueryCompilation compile(
            Body query, CompiledModules modules, @Nullable Ref within, List<Import> imports) {
        return new QueryCompiler(query, modules).run(query, within, imports);
    }

    private QueryCompilation run(Body query, @Nullable Ref within, List<Import> imports) {
        Body body = query;
        for (UnaryOperator<Body> stage : stages(within, imports)) {
            body = stage.apply(body);
            if (!problems.isEmpty()) {
                return new QueryCompilation.Rejected(problems.sorted());
            }
        }
        var builtins = new TreeSet<String>();
        BuiltinCalls.collect(body, functions, builtins);
        return new QueryCompilation.Compiled(
                new CompiledQuery(query, body, originalNames, builtins));
    }

    private List<UnaryOperator<Body>> stages(@Nullable Ref within, List<Import> imports) {
        return List.of(
                check(body -> {
                    if (modules.settings().strict()) {
                        CheckKeywordOverrides.check(body, problems);
                    }
                }),
                body -> resolve(body, within, imports),
                this::rewriteLocalVars,
                body ->
                        new TemplateRewriter(names, functions, originalNames, problems, Vars.ROOTS)
                                .scope(body),
                check(body -> CheckVoidCalls.check(body, problems)),
                this::rewritePrintCalls,
                body -> new TermLifter(names).body(body),
                body -> new RewriteComprehensionTerms.Change(names).body(body),
                body -> new WithRewriter(names, functions, problems).body(body),
                check(body ->
                        CheckUndefinedFunctions.check(body, functions, originalNames, problems)),
                this::order,
                body -> new RewriteEquals.Change(false).body(body),
                body -> new DynamicLifter(names).body(body),
                check(body ->
                        CheckTypes.check(body, modules, originalNames, names.standIns(), problems)),
                check(body -> CheckForbiddenBuiltins.check(body, functions, problems)),
                check(body -> {
                    if (modules.settings().strict()) {
                        CheckDeprecatedBuiltins.check(body, functions, problems);
                    }
                }));
    }

    private static UnaryOperator<Body> check(java.util.function.Consumer<Body> check) {
        return body -> {
            check.accept(body);
            return body;
        };
    }

    private Body resolve(Body body, @Nullable Ref within, List<Import> imports) {
        var rules = new ArrayList<String>();
        RuleTree<CompiledRule> node = within == null ? null : modules.tree().find(within);
        if (within != null && node != null) {
            node.children()
                    .forEach((key, child) -> {
                        if (key instanceof Str name
                                && child.allRules().stream()
                                        .anyMatch(r -> isNamed(r, within, name))) {
                            rules.add(name.text());
                        }
                    });
        }
        return new RefResolver(new Globals(within, rules, imports), DeclaredVars.of(body))
                .body(body);
    }

    /** Whether the rule's name, the part behind its package, is this one, right inside the package. */
    private static boolean isNamed(CompiledRule rule, Ref pkg, Str name) {
        int own = rule.head().ref().path().size() + 1;
        int at = rule.path().path().size() - own;
        return at == pkg.path().size()
                && rule.path().path().get(at) instanceof Scalar(var part, _)
                && part.equals(name);
    }

    private Body rewriteLocalVars(Body body) {
        var rewriter =
                new LocalRewriter(
                        names, new LocalScopes(originalNames), modules.settings().strict());
        Body rewritten = rewriter.rewrite(body, Set.of());
        problems.stopAll(rewriter.errors());
        problems.stopAll(rewriter.unused());
        return rewritten;
    }

    private Body rewritePrintCalls(Body body) {
        TreeChange change =
                modules.settings().keepsPrint()
                        ? new PrintCalls(names, functions, originalNames, problems).over(Vars.ROOTS)
                        : new PrintCalls.Eraser();
        return change.body(body);
    }

    private Body order(Body body) {
        BodyOrder.Ordered ordered = BodyOrder.of(body, functions, Vars.ROOTS);
        problems.stopAll(ordered.unsafe().faults(originalNames, ""));
        return ordered.body();
    }
}
