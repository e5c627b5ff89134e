package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import java.util.List;

/** The planning of one function or entry: what is written, what is bound, and who plans which part. */
final class FunctionPlan {
    final Planner planner;
    final Code code = new Code();
    final Bindings bindings = new Bindings();
    final TermPlanner terms = new TermPlanner(this);
    final UnifyPlanner unify = new UnifyPlanner(this);
    final RefPlanner refs = new RefPlanner(this);
    final DataPlanner data = new DataPlanner(this);
    final CallPlanner calls = new CallPlanner(this);
    final WithPlanner withs = new WithPlanner(this);
    final BodyPlanner bodies = new BodyPlanner(this);

    /** Whether calls keep their answers, to be shown, where a test would do. */
    final boolean showsAnswers;

    /** Changed while an expression with modifiers is planned. */
    Env env;

    FunctionPlan(Planner planner, Env env, boolean showsAnswers) {
        this.planner = planner;
        this.env = env;
        this.showsAnswers = showsAnswers;
    }

    /** The operand as a local: scans take no constants. */
    Local local(Operand operand, Location at) {
        return switch (operand) {
            case Local l -> l;
            case Operand.Const c -> copy(c, at);
        };
    }

    /** A local that keeps what an operand is now. */
    Local copy(Operand operand, Location at) {
        Local target = code.newLocal();
        code.emit(new Stmt.Assign(operand, target, at));
        return target;
    }

    /** Definitions, chosen by index where that pays and is wanted. */
    List<Block> indexed(List<Block> definitions, List<Local> params, Location at) {
        return planner.does(Optimisation.RULE_INDEX)
                ? new RuleIndex(this).over(definitions, params, at)
                : definitions;
    }
}
