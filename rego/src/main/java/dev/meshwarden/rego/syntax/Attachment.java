package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Node;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Str;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Says which statement each METADATA block speaks of: the next one below it. */
final class Attachment {
    private Attachment() {}

    /** What a block stands above. */
    private record Target(String kind, Ref path) {}

    static List<Annotations> attach(
            List<MetadataBlock> blocks,
            Statement.OfPackage named,
            List<Import> imports,
            List<Rule> rules,
            List<Diagnostic> faults) {
        var attached = new ArrayList<Annotations>();
        for (MetadataBlock block : blocks) {
            Target target = below(block.at().row(), named, imports, rules);
            Annotations.Scope scope = scope(block, target, faults);
            if (scope != null && target != null) {
                MetadataReader.read(block, scope, target.path(), faults).ifPresent(attached::add);
            }
        }
        return attached;
    }

    private static @Nullable Target below(
            int row, Statement.OfPackage named, List<Import> imports, List<Rule> rules) {
        int nearest = Integer.MAX_VALUE;
        Target found = null;
        if (named.at().row() > row) {
            nearest = named.at().row();
            found = new Target("package", named.path());
        }
        for (Import i : imports) {
            if (isNearer(i, row, nearest)) {
                nearest = i.at().row();
                found = new Target("import", i.path());
            }
        }
        for (Rule r : rules) {
            if (isNearer(r, row, nearest)) {
                nearest = r.at().row();
                found = new Target("rule", document(r, named.path()));
            }
        }
        return found;
    }

    private static boolean isNearer(Node node, int row, int nearest) {
        return node.at().row() > row && node.at().row() < nearest;
    }

    /** The document a rule is part of, up to the first variable of its head. */
    private static Ref document(Rule rule, Ref packagePath) {
        Ref ref = rule.ref();
        var path = new ArrayList<>(packagePath.path());
        path.add(Scalar.string(ref.name(), ref.head().at()));
        path.addAll(ref.path());
        return packagePath.withPath(path).groundPrefix();
    }

    private static Annotations.@Nullable Scope scope(
            MetadataBlock block, @Nullable Target target, List<Diagnostic> faults) {
        boolean entrypoint = block.yaml().get(Str.of("entrypoint")) == Bool.TRUE;
        String kind = target == null ? "" : target.kind();
        String written =
                block.yaml().get(Str.of("scope")) instanceof Str s && !s.text().isEmpty()
                        ? s.text()
                        : kind.equals("rule") && entrypoint ? "document" : kind;
        String have = target == null ? "" : " (have " + kind + ")";
        Annotations.Scope scope = null;
        switch (written) {
            case "rule", "document" -> {
                if (!kind.equals("rule")) {
                    fault(faults, block.at(), mustBe(written, "rule", have));
                    return null;
                }
                scope =
                        written.equals("rule")
                                ? Annotations.Scope.RULE
                                : Annotations.Scope.DOCUMENT;
            }
            case "package", "subpackages" -> {
                if (!kind.equals("package")) {
                    fault(faults, block.at(), mustBe(written, "package", have));
                    return null;
                }
                scope =
                        written.equals("package")
                                ? Annotations.Scope.PACKAGE
                                : Annotations.Scope.SUBPACKAGES;
            }
            default -> {
                fault(
                        faults,
                        block.at(),
                        "invalid annotation scope '"
                                + written
                                + "'. Use one of 'rule', 'document', 'package', or 'subpackages'");
                return null;
            }
        }
        if (entrypoint
                && scope != Annotations.Scope.DOCUMENT
                && scope != Annotations.Scope.PACKAGE) {
            fault(
                    faults,
                    block.at(),
                    "annotation entrypoint applied to non-document or package scope '"
                            + written
                            + "'");
        }
        return scope;
    }

    private static String mustBe(String scope, String want, String have) {
        return "annotation scope '" + scope + "' must be applied to " + want + have;
    }

    private static void fault(List<Diagnostic> faults, Location at, String message) {
        faults.add(new Diagnostic(Code.PARSE, message, at));
    }

    /**
     * The rules with their blocks. A block of scope document counts for every rule of the document; one of scope rule for the
     * nearest rule below it, though as in OPA a later rule of the same document takes the earlier ones that are left.
     */
    static List<Rule> rules(List<Rule> rules, List<Annotations> annotations, Ref packagePath) {
        if (annotations.isEmpty()) {
            return rules;
        }
        var left = new ArrayList<>(annotations);
        var attached = new ArrayList<Rule>();
        for (Rule rule : rules) {
            Ref document = document(rule, packagePath);
            var own = new ArrayList<Annotations>();
            Annotations taken = null;
            for (Annotations a : left) {
                if (!a.path().same(document)) {
                    continue;
                }
                if (a.scope() == Annotations.Scope.DOCUMENT) {
                    own.add(a);
                } else if (a.scope() == Annotations.Scope.RULE && rule.at().row() > a.at().row()) {
                    own.add(a);
                    taken = a;
                }
            }
            if (taken != null) {
                left.remove(taken);
            }
            attached.add(own.isEmpty() ? rule : rule.withAnnotations(own));
        }
        return attached;
    }
}
