package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Obj;

/** The kinds of values, in gqlparser's numbering. */
enum ValueKind {
    VARIABLE,
    INT,
    FLOAT,
    STRING,
    BLOCK,
    BOOLEAN,
    NULL,
    ENUM,
    LIST,
    OBJECT;

    static ValueKind of(Obj value) {
        int number = Nodes.number(value, "Kind");
        return number >= 0 && number < values().length ? values()[number] : NULL;
    }
}
