package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayList;
import java.util.List;

/** Plans references: into the input and into values here, into {@code data} in {@link DataPlanner}. */
final class RefPlanner {
    private final FunctionPlan plan;

    RefPlanner(FunctionPlan plan) {
        this.plan = plan;
    }

    Operand ref(Ref ref) {
        return switch (ref.name()) {
            case "data" -> plan.data.ref(ref);
            case "input" -> input(ref);
            default -> into(plan.terms.term(ref.head()), ref.path(), 0, ref.at());
        };
    }

    private Operand input(Ref ref) {
        if (ref.path().isEmpty()) {
            plan.code.emit(new Stmt.IsDefined(Operand.INPUT, ref.at()));
            return Operand.INPUT;
        }
        int known = plan.planner.does(Optimisation.INPUT_SLOTS) ? constants(ref.path()) : 0;
        if (known == 0) {
            return into(Operand.INPUT, ref.path(), 0, ref.at());
        }
        List<Operand.Const> path = new ArrayList<>();
        for (Term part : ref.path().subList(0, known)) {
            path.add(Operand.of(((Scalar) part).value()));
        }
        Local found = plan.code.newLocal();
        plan.code.emit(new Stmt.InputPath(path, found, ref.at()));
        return into(found, ref.path(), known, ref.at());
    }

    private static int constants(List<Term> path) {
        int n = 0;
        while (n < path.size() && path.get(n) instanceof Scalar) {
            n++;
        }
        return n;
    }

    /** What stands in a value under the parts of a path from one on; parts that are not bound are tried in turn. */
    Operand into(Operand value, List<Term> path, int from, Location at) {
        Operand found = value;
        for (Term part : path.subList(from, path.size())) {
            if (plan.terms.hasUnbound(part)) {
                found = scan(found, part, at);
            } else {
                Operand key = plan.terms.term(part);
                Local member = plan.code.newLocal();
                plan.code.emit(new Stmt.Dot(found, key, member, at));
                found = member;
            }
        }
        return found;
    }

    /** Goes over a collection; the key is matched with a pattern, the value is the answer. */
    Local scan(Operand collection, Term pattern, Location at) {
        Local source = plan.local(collection, at);
        Local key = plan.code.newLocal();
        Local value = plan.code.newLocal();
        plan.code.openLoop(b -> new Stmt.Scan(source, key, value, b, at));
        if (pattern instanceof Var v && !plan.bindings.has(v.name())) {
            plan.bindings.bind(v.name(), key);
        } else {
            plan.unify.match(key, pattern, at);
        }
        return value;
    }
}
