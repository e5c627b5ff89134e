package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.ArrayTerm;
import dev.meshwarden.rego.ast.Call;
import dev.meshwarden.rego.ast.ObjectTerm;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Declares names in the innermost scope, or says why they cannot be. Threading: confined to one compilation. */
final class LocalDeclarations {
    private final LocalNames names;
    private final LocalScopes scopes;
    private final List<Diagnostic> errors = new ArrayList<>();

    LocalDeclarations(LocalNames names, LocalScopes scopes) {
        this.names = names;
        this.scopes = scopes;
    }

    /** Grows as faults are found. */
    List<Diagnostic> errors() {
        return errors;
    }

    /** The left side of an assignment, its variables declared. */
    Term assigned(Term target) {
        return switch (target) {
            case Var(var name, var at) -> assigned(name, target, at);
            case Ref ref when ref.isName("input") || ref.isName("data") ->
                    assigned(ref.name(), target, ref.at());
            case ArrayTerm(var elements, var at) ->
                    new ArrayTerm(TreeChange.each(elements, this::assigned), at);
            case ObjectTerm(var entries, var at) ->
                    new ObjectTerm(
                            TreeChange.each(
                                    entries,
                                    e -> new ObjectTerm.Entry(e.key(), assigned(e.value()))),
                            at);
            default -> {
                fault(target.at(), "cannot assign to " + target.kind());
                yield target;
            }
        };
    }

    private Term assigned(String name, Term target, Location at) {
        String renamed = declare(name, LocalScopes.Origin.ASSIGNED, at);
        return renamed == null ? target : new Var(renamed, at);
    }

    /** Null, and a fault, when the name is taken in this scope. */
    @Nullable String declare(String name, LocalScopes.Origin origin, Location at) {
        String shown = name.startsWith(Var.WILDCARD) ? "_" : name;
        String taken =
                switch (scopes.here(name)) {
                    case SEEN -> "var " + shown + " referenced above";
                    case ASSIGNED -> "var " + shown + " assigned above";
                    case DECLARED -> "var " + shown + " declared above";
                    case ARGUMENT -> "arg " + shown + " redeclared";
                    case NEW -> null;
                };
        if (taken != null) {
            fault(at, taken);
            return null;
        }
        String renamed = names.name();
        scopes.insert(name, renamed, origin);
        return renamed;
    }

    void fault(Location at, String message) {
        errors.add(new Diagnostic(Code.COMPILE, message, at));
    }

    /** A key or value of {@code every}; null, and a fault, when the name is taken. */
    @Nullable Var declared(Var var, Location at) {
        if (var.isWildcard()) {
            return var;
        }
        String renamed = declare(var.name(), LocalScopes.Origin.DECLARED, at);
        return renamed == null ? null : new Var(renamed, var.at());
    }

    /** Functions are no values: a local in the place of one is refused. */
    void refuseShadowed(Call call) {
        String renamed = scopes.renamed(call.operator().name());
        if (renamed != null && !renamed.equals(call.operator().name())) {
            fault(call.at(), "called function " + call.operator() + " shadowed");
        }
    }
}
