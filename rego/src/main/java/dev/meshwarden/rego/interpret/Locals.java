package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;

import java.util.BitSet;
import java.util.List;

/** The locals of one function: how many there are, and in which of them collections are built. */
final class Locals {
    private final BitSet built = new BitSet();
    private int size = 2;

    static Locals of(List<Block> blocks) {
        var locals = new Locals();
        blocks.forEach(locals::block);
        return locals;
    }

    boolean built(Local local) {
        return built.get(local.index());
    }

    int size() {
        return size;
    }

    void see(Local local) {
        size = Math.max(size, local.index() + 1);
    }

    private void see(Operand operand) {
        if (operand instanceof Local l) {
            see(l);
        }
    }

    private void build(Local local) {
        see(local);
        built.set(local.index());
    }

    private void block(Block block) {
        block.stmts().forEach(this::stmt);
    }

    private void stmt(Stmt stmt) {
        switch (stmt) {
            case Stmt.Blocks s -> s.blocks().forEach(this::block);
            case Stmt.Choose s -> {
                see(s.subject());
                s.blocks().forEach(this::block);
            }
            case Stmt.Ordered s -> {
                see(s.left());
                see(s.right());
            }
            case Stmt.Not s -> block(s.body());
            case Stmt.Scan s -> {
                see(s.source());
                see(s.key());
                see(s.value());
                block(s.body());
            }
            case Stmt.With s -> {
                see(s.local());
                see(s.value());
                block(s.body());
            }
            case Stmt.Relation s -> {
                s.args().forEach(this::see);
                see(s.value());
                block(s.body());
            }
            case Stmt.Walk s -> {
                see(s.source());
                s.prefix().forEach(this::see);
                s.path().ifPresent(this::see);
                see(s.value());
                block(s.body());
            }
            case Stmt.WithMock s -> {
                see(s.value());
                block(s.body());
            }
            case Stmt.Outside s -> block(s.body());
            case Stmt.Union s -> {
                s.producers().forEach(this::block);
                block(s.body());
            }
            case Stmt.MockValue s -> see(s.target());
            case Stmt.BaseDot s -> {
                see(s.source());
                see(s.key());
                see(s.target());
            }
            case Stmt.IsCollection s -> see(s.source());
            case Stmt.HasShape s -> see(s.source());
            case Stmt.Return s -> see(s.source());
            case Stmt.Call s -> {
                s.args().forEach(this::see);
                see(s.result());
            }
            case Stmt.CallDynamic s -> {
                s.args().forEach(this::see);
                s.path().forEach(this::see);
                see(s.result());
            }
            case Stmt.Dot s -> {
                see(s.source());
                see(s.key());
                see(s.target());
            }
            case Stmt.Len s -> {
                see(s.source());
                see(s.target());
            }
            case Stmt.InputPath s -> see(s.target());
            case Stmt.Equal s -> {
                see(s.left());
                see(s.right());
            }
            case Stmt.NotEqual s -> {
                see(s.left());
                see(s.right());
            }
            case Stmt.IsArray s -> see(s.source());
            case Stmt.IsObject s -> see(s.source());
            case Stmt.IsSet s -> see(s.source());
            case Stmt.IsDefined s -> see(s.source());
            case Stmt.IsUndefined s -> see(s.source());
            case Stmt.Assign s -> {
                see(s.source());
                see(s.target());
            }
            case Stmt.AssignOnce s -> {
                see(s.source());
                see(s.target());
            }
            case Stmt.Reset s -> see(s.target());
            case Stmt.MakeArray s -> see(s.target());
            case Stmt.MakeObject s -> see(s.target());
            case Stmt.MakeSet s -> see(s.target());
            case Stmt.ArrayAppend s -> {
                see(s.value());
                build(s.array());
            }
            case Stmt.SetAdd s -> {
                see(s.value());
                build(s.set());
            }
            case Stmt.ObjectInsert s -> {
                see(s.key());
                see(s.value());
                build(s.object());
            }
            case Stmt.ObjectInsertOnce s -> {
                see(s.key());
                see(s.value());
                build(s.object());
            }
            case Stmt.InsertAt s -> {
                s.path().forEach(this::see);
                see(s.value());
                build(s.object());
            }
            case Stmt.ObjectMerge s -> {
                see(s.base());
                see(s.overlay());
                see(s.target());
            }
            case Stmt.ArrayOf s -> {
                s.elements().forEach(this::see);
                see(s.target());
            }
            case Stmt.SetOf s -> {
                s.members().forEach(this::see);
                see(s.target());
            }
            case Stmt.ObjectOf s -> {
                s.keys().forEach(this::see);
                s.values().forEach(this::see);
                see(s.target());
            }
            case Stmt.ResultAdd s -> see(s.value());
            case Stmt.Break _, Stmt.Yield _, Stmt.Nop _ -> {}
        }
    }
}
