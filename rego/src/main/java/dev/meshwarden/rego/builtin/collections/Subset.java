package dev.meshwarden.rego.builtin.collections;

import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.limit.Budget;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

/** Whether one composite holds another: objects key by key and downwards, sets by member, arrays as a run. */
final class Subset {
    private Subset() {}

    static Bool call(BuiltinContext context, Value[] arguments) {
        Budget budget = context.budget();
        if (arguments[0] instanceof Array all && arguments[1] instanceof RegoSet part) {
            return Bool.of(holds(budget, all, part));
        }
        if (arguments[0].rank() < 4 || arguments[0].rank() != arguments[1].rank()) {
            throw BuiltinError.type(
                    "both arguments object.subset must be of the same type or array and set");
        }
        return Bool.of(holds(budget, arguments[0], arguments[1]));
    }

    private static boolean holds(Budget budget, Value all, Value part) {
        budget.step();
        if (all instanceof Obj a && part instanceof Obj p) {
            return holds(budget, a, p);
        } else if (all instanceof RegoSet a && part instanceof RegoSet p) {
            return holds(budget, a, p);
        } else if (all instanceof Array a && part instanceof Array p) {
            return holds(budget, a, p);
        }
        return all.equals(part);
    }

    private static boolean holds(Budget budget, Obj all, Obj part) {
        for (int i = 0; i < part.size(); i++) {
            Value found = all.get(part.keyAt(i));
            if (found == null || !holds(budget, found, part.valueAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Budget budget, RegoSet all, RegoSet part) {
        budget.steps(part.size());
        for (Value v : part) {
            if (!all.contains(v)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Budget budget, Array all, Array part) {
        for (int from = 0; from + part.size() <= all.size(); from++) {
            int i = 0;
            while (i < part.size() && all.at(from + i).equals(part.at(i))) {
                budget.step();
                i++;
            }
            budget.step();
            if (i == part.size()) {
                return true;
            }
        }
        return false;
    }

    /** As OPA counts: an element that stands twice in the array counts twice. */
    private static boolean holds(Budget budget, Array all, RegoSet part) {
        int unmatched = part.size();
        for (Value v : all) {
            budget.step();
            if (part.contains(v)) {
                unmatched--;
            }
            if (unmatched == 0) {
                return true;
            }
        }
        return false;
    }
}
