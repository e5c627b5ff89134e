package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Head;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A rule while the stages rewrite it; a branch of an else chain is a draft of its own. The tree and the graph hold drafts by identity, so that a
 * rewritten rule stays the same rule. Threading: confined to one compilation.
 */
final class RuleDraft implements RuleShape {
    final ModuleDraft module;
    final boolean isDefault;
    final List<Annotations> annotations;
    final Location at;
    final @Nullable RuleDraft orElse;
    Head head;
    Body body;

    RuleDraft(ModuleDraft module, Rule rule) {
        this.module = module;
        this.isDefault = rule.isDefault();
        this.annotations = rule.annotations();
        this.at = rule.at();
        this.head = rule.head();
        this.body = rule.body();
        this.orElse = rule.orElse() == null ? null : new RuleDraft(module, rule.orElse());
    }

    /** This rule, then each further branch. */
    void branches(Consumer<RuleDraft> action) {
        for (RuleDraft branch = this; branch != null; branch = branch.orElse) {
            action.accept(branch);
        }
    }

    @Override
    public Ref path() {
        Ref pkg = module.path;
        List<Term> parts = new ArrayList<>(pkg.path());
        parts.add(Scalar.string(head.name(), head.ref().head().at()));
        parts.addAll(head.ref().path());
        return new Ref(pkg.head(), parts, head.ref().at());
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public boolean isDefault() {
        return isDefault;
    }

    @Override
    public Location at() {
        return at;
    }

    @Override
    public String toString() {
        return path() + " at " + at;
    }
}
