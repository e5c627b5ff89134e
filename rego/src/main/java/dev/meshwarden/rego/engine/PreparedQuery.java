package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.value.Obj;

import java.util.List;

/** A query planned against a policy. Immutable, shared by all threads. */
public interface PreparedQuery {
    /** The value of a query that is one reference or term. */
    Outcome evaluate(Evaluation evaluation);

    /** Every solution of the query, as {@code eval} and the suites show them. */
    Solutions solutions(Evaluation evaluation);

    /** The solutions, or why there are none to show. */
    record Solutions(List<Solution> found, Outcome end) {
        public Solutions {
            found = List.copyOf(found);
        }
    }

    /** One solution: each expression's text and value in order, and the query's variables. */
    record Solution(List<ExpressionValue> expressions, Obj bindings) {
        public Solution {
            expressions = List.copyOf(expressions);
        }
    }

    /** The value of one expression of the query. */
    record ExpressionValue(
            String text, dev.meshwarden.rego.value.Value value, int row, int column) {}
}
