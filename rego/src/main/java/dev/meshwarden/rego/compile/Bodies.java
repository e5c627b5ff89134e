package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Expr;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.value.Bool;

import java.util.ArrayList;
import java.util.List;

/** Puts expressions behind a body. */
final class Bodies {
    private Bodies() {}

    /** A body that is just {@code true} gives way to what is put behind it. */
    static Body append(Body body, List<Expr> more) {
        if (more.isEmpty()) {
            return body;
        }
        var exprs = new ArrayList<Expr>(body.size() + more.size());
        if (!isTrue(body)) {
            exprs.addAll(body.exprs());
        }
        exprs.addAll(more);
        return new Body(exprs);
    }

    static Body append(Body body, Expr more) {
        return append(body, List.of(more));
    }

    /** Whether it is the body of a rule that was written without one. */
    static boolean isTrue(Body body) {
        return body.size() == 1
                && body.get(0).form() instanceof Form.TermForm(Scalar(var value, _), _)
                && value == Bool.TRUE;
    }
}
