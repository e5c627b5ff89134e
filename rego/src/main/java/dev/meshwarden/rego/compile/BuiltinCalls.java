package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.With;

import java.util.Set;

/** Lists the builtins that a body calls, or puts in the place of a function. */
final class BuiltinCalls {
    private BuiltinCalls() {}

    static void collect(Body body, Functions functions, Set<String> names) {
        Walk.over(
                body,
                node -> {
                    if (node instanceof Form.CallForm call && functions.isBuiltin(call.name())) {
                        names.add(call.name());
                    }
                    if (node instanceof Expr expr) {
                        for (With with : expr.with()) {
                            if (with.value() instanceof Ref stand
                                    && functions.isBuiltin(stand.dotted())) {
                                names.add(stand.dotted());
                            }
                        }
                    }
                    return true;
                });
    }
}
