package dev.meshwarden.policy.regorule;

import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.rego.builtin.World;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.engine.Compilation;
import dev.meshwarden.rego.engine.CompileOptions;
import dev.meshwarden.rego.engine.CompiledPolicy;
import dev.meshwarden.rego.engine.PackageDoc;
import dev.meshwarden.rego.engine.Preparation;
import dev.meshwarden.rego.engine.RegoCompiler;
import dev.meshwarden.rego.source.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Modules in, rules out: every package whose METADATA has {@code custom.id}. All modules compile together, all or nothing. */
public final class RegoRules {
    private RegoRules() {}

    /** What reading modules came to. */
    public sealed interface Loading {
        /** In order of the packages. */
        record Loaded(List<Rule> rules, CompiledPolicy policy) implements Loading {
            public Loaded {
                rules = List.copyOf(rules);
            }
        }

        /** Sorted by place. */
        record Rejected(List<Diagnostic> diagnostics) implements Loading {
            public Rejected {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    /**
     * The rules of modules.
     *
     * @param pages Markdown pages by the name of the module beside them, without its {@code .rego}
     * @param hosts whom the rules may ask; where there are none, a rule that asks does not compile
     */
    public static Loading of(List<Source> modules, Map<String, String> pages, Set<String> hosts) {
        CompileOptions options =
                hosts.isEmpty() ? CompileOptions.STANDARD : CompileOptions.STANDARD.withNetwork();
        return switch (RegoCompiler.compile(modules, options)) {
            case Compilation.Rejected(var diagnostics) -> new Loading.Rejected(diagnostics);
            case Compilation.Compiled(var policy) ->
                    of(policy, pages, World.closed().withHosts(hosts));
        };
    }

    /** The rules of modules that ask nobody. */
    public static Loading of(List<Source> modules, Map<String, String> pages) {
        return of(modules, pages, Set.of());
    }

    /** The rules of a compiled policy. */
    public static Loading of(CompiledPolicy policy, Map<String, String> pages) {
        return of(policy, pages, World.closed());
    }

    private static Loading of(CompiledPolicy policy, Map<String, String> pages, World world) {
        List<Rule> rules = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        var data = new DataDocuments();
        for (PackageDoc doc : policy.packages()) {
            if (RegoMetadata.isRule(doc)) {
                String page = page(doc, pages);
                List<Diagnostic> own = new ArrayList<>();
                RuleDoc rule = RegoMetadata.read(doc, page, own);
                diagnostics.addAll(own);
                if (own.isEmpty()) {
                    switch (policy.prepare(Heads.query(doc))) {
                        case Preparation.Prepared(var query) ->
                                rules.add(new RegoRule(rule, query, data, world, doc.at()));
                        case Preparation.Rejected(var why) -> diagnostics.addAll(why);
                    }
                }
            }
        }
        return diagnostics.isEmpty()
                ? new Loading.Loaded(rules, policy)
                : new Loading.Rejected(diagnostics.stream().sorted(Diagnostic.ORDER).toList());
    }

    private static String page(PackageDoc doc, Map<String, String> pages) {
        return doc.sources().stream()
                .map(name -> pages.getOrDefault(name.replaceFirst("\\.rego$", ""), ""))
                .filter(page -> !page.isEmpty())
                .findFirst()
                .orElse("");
    }
}
