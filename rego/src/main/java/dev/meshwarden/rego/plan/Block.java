package dev.meshwarden.rego.plan;

import java.util.List;

/** Steps in order. The first that is undefined, breaks or returns ends the block. */
public record Block(List<Stmt> stmts) {
    public Block {
        stmts = List.copyOf(stmts);
    }

    public static Block of(Stmt... stmts) {
        return new Block(List.of(stmts));
    }
}
