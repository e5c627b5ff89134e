package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.TermOrder;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The METADATA blocks of all modules by what they speak of. Threading: confined to one compilation. */
final class AnnotationIndex {
    private final Map<RuleDraft, List<Annotations>> byRule = new IdentityHashMap<>();
    private final Map<Term, Annotations> byPackage = new TreeMap<>(TermOrder.INSTANCE);

    /** Of documents, and of packages with all below them. */
    private final Map<Term, Annotations> byPath = new TreeMap<>(TermOrder.INSTANCE);

    /** Blocks that speak of the same package or document twice are reported. */
    AnnotationIndex(List<ModuleDraft> modules, Problems problems) {
        for (ModuleDraft module : modules) {
            for (Annotations block : module.source.annotations()) {
                Annotations before =
                        switch (block.scope()) {
                            case RULE -> {
                                RuleDraft rule = below(block, module);
                                if (rule != null) {
                                    byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(block);
                                }
                                yield null;
                            }
                            case PACKAGE -> byPackage.putIfAbsent(block.path(), block);
                            case DOCUMENT, SUBPACKAGES -> byPath.putIfAbsent(block.path(), block);
                        };
                if (before != null) {
                    problems.stop(
                            Code.TYPE,
                            block.at(),
                            block.scope().text()
                                    + " annotation redeclared: "
                                    + before.at().file()
                                    + ":"
                                    + before.at().row());
                }
            }
        }
    }

    private static @Nullable RuleDraft below(Annotations block, ModuleDraft module) {
        return module.rules.stream()
                .filter(r -> r.at.row() > block.at().row())
                .min(Comparator.comparing(r -> r.at.row()))
                .orElse(null);
    }

    /** The block nearest to the top of those right above a rule, as an object; empty when there is none. */
    Obj ofRule(RuleDraft rule) {
        return byRule.getOrDefault(rule, List.of()).stream()
                .min(Comparator.comparing(Annotations::at))
                .map(AnnotationValue::of)
                .orElse(Obj.EMPTY);
    }

    /** From the rule outwards: rule, document, package, packages around it; each as path and annotations. */
    Array chain(RuleDraft rule) {
        Array.Builder chain = Array.builder();
        List<Annotations> own = new ArrayList<>(byRule.getOrDefault(rule, List.of()));
        own.sort(Comparator.comparing(Annotations::at).reversed());
        Ref document = rule.path().groundPrefix();
        if (own.isEmpty()) {
            chain.add(link(document, null));
        }
        own.forEach(block -> chain.add(link(block.path(), block)));
        add(chain, byPath.get(document));
        add(chain, byPackage.get(rule.module.path));
        Ref pkg = rule.module.path;
        for (int length = pkg.path().size(); length >= 0; length--) {
            add(chain, byPath.get(pkg.withPath(pkg.path().subList(0, length))));
        }
        return chain.build();
    }

    private static void add(Array.Builder chain, @Nullable Annotations block) {
        if (block != null) {
            chain.add(link(block.path(), block));
        }
    }

    private static Obj link(Ref path, @Nullable Annotations block) {
        Array.Builder parts = Array.builder();
        for (Term part : path.path()) {
            parts.add(((Scalar) part).value());
        }
        Obj link = Obj.of("path", parts.build());
        return block == null ? link : link.with("annotations", AnnotationValue.of(block));
    }
}
