package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

/** Row and column, as gqlparser counts them; -1 where a node has none. */
record Place(int row, int column) {
    static final Place NONE = new Place(-1, -1);

    /** Of a node of the tree. */
    static Place of(@Nullable Value node) {
        return node instanceof Obj o
                        && o.get(Nodes.POSITION) instanceof Array a
                        && a.size() == 2
                        && a.at(0) instanceof Num row
                        && a.at(1) instanceof Num column
                ? new Place((int) row.longOr(-1), (int) column.longOr(-1))
                : NONE;
    }

    Array value() {
        return Array.of(Num.of(row), Num.of(column));
    }
}
