package dev.meshwarden.rego.planner;

import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The steps of one function as they are written. Steps go into the innermost open block; a loop opens a block, and what follows goes into
 * it until the block around is closed.
 */
final class Code {
    private final Deque<Open> open = new ArrayDeque<>();
    private int locals = 2;

    /** A block being written, and the step it becomes part of. */
    private record Open(List<Stmt> stmts, Function<Block, Stmt> close, boolean loop) {}

    Local newLocal() {
        return new Local(locals++);
    }

    void emit(Stmt stmt) {
        open.getFirst().stmts.add(stmt);
    }

    /** How many blocks are open. */
    int depth() {
        return open.size();
    }

    /** Opens a block; closing it makes the step. */
    void open(Function<Block, Stmt> close) {
        open.push(new Open(new ArrayList<>(), close, false));
    }

    /** Opens a block that may run several times. */
    void openLoop(Function<Block, Stmt> close) {
        open.push(new Open(new ArrayList<>(), close, true));
    }

    /** Closes blocks until so many are open. */
    void closeTo(int depth) {
        while (open.size() > depth) {
            Open done = open.pop();
            emit(done.close.apply(new Block(done.stmts)));
        }
    }

    /** Ends the block that is open at a depth, from inside. */
    void breakTo(int depth, Location at) {
        emit(new Stmt.Break(open.size() - depth, at));
    }

    /** Nothing behind this in the block is reached. */
    void fail(Location at) {
        emit(new Stmt.Break(0, at));
    }

    /** Whether a loop has been opened inside the block at a depth. */
    boolean looped(int depth) {
        int i = open.size();
        for (Open o : open) {
            if (i-- <= depth) {
                return false;
            }
            if (o.loop) {
                return true;
            }
        }
        return false;
    }

    /** What an action writes, as a block of its own. */
    Block capture(Runnable action) {
        int depth = open.size();
        open.push(
                new Open(
                        new ArrayList<>(),
                        _ -> {
                            throw new IllegalStateException("bug: closed from inside");
                        },
                        false));
        action.run();
        closeTo(depth + 1);
        return new Block(open.pop().stmts);
    }
}
