package dev.meshwarden.rego.plan;

import dev.meshwarden.rego.plan.Operand.Local;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as text: one step a line, blocks indented, places left out. For goldens and for reading. */
public final class PlanPrinter {
    private final StringBuilder out = new StringBuilder();

    private PlanPrinter() {}

    public static String print(Plan plan) {
        var printer = new PlanPrinter();
        for (Plan.Entry e : plan.entries()) {
            printer.line(0, "entry " + e.name());
            printer.blocks(e.blocks(), 1);
        }
        for (Func f : plan.funcs()) {
            printer.line(
                    0,
                    "func %s(%s) -> %s%s"
                            .formatted(
                                    f.name(),
                                    list(f.params()),
                                    f.result(),
                                    f.memo() == Func.Memo.NONE
                                            ? ""
                                            : f.memo() == Func.Memo.ONE
                                                    ? ", one answer"
                                                    : ", answers by arguments"));
            printer.blocks(f.blocks(), 1);
        }
        return printer.out.toString();
    }

    private void blocks(List<Block> blocks, int depth) {
        for (Block b : blocks) {
            line(depth, "block");
            block(b, depth + 1);
        }
    }

    private void block(Block block, int depth) {
        for (Stmt s : block.stmts()) {
            line(depth, head(s));
            switch (s) {
                case Stmt.Blocks b -> blocks(b.blocks(), depth + 1);
                case Stmt.Choose c -> {
                    c.cases().forEach((value, of) -> line(depth + 1, value + ": " + of));
                    line(depth + 1, "else: " + c.otherwise());
                    blocks(c.blocks(), depth + 1);
                }
                case Stmt.Not n -> block(n.body(), depth + 1);
                case Stmt.Scan n -> block(n.body(), depth + 1);
                case Stmt.With w -> block(w.body(), depth + 1);
                case Stmt.Relation r -> block(r.body(), depth + 1);
                case Stmt.Walk w -> block(w.body(), depth + 1);
                case Stmt.WithMock w -> block(w.body(), depth + 1);
                case Stmt.Outside o -> block(o.body(), depth + 1);
                case Stmt.Union u -> {
                    blocks(u.producers(), depth + 1);
                    line(depth, "do");
                    block(u.body(), depth + 1);
                }
                default -> {}
            }
        }
    }

    private static String head(Stmt stmt) {
        return switch (stmt) {
            case Stmt.Blocks _ -> "blocks";
            case Stmt.Choose(var subject, _, _, _, _) -> "choose by " + subject;
            case Stmt.Ordered(var a, var order, var b, _) ->
                    "%s %s %s".formatted(a, order.symbol(), b);
            case Stmt.Break(var index, _) -> "break " + index;
            case Stmt.Return(var source, _) -> "return " + source;
            case Stmt.Not _ -> "not";
            case Stmt.Scan(var source, var key, var value, _, _) ->
                    "scan %s, %s in %s".formatted(key, value, source);
            case Stmt.With(var local, var path, var value, _, _) ->
                    "with %s%s as %s"
                            .formatted(
                                    local,
                                    path.stream().map(p -> "." + p).collect(Collectors.joining()),
                                    value);
            case Stmt.Call(var func, var args, var result, _) ->
                    "%s = %s(%s)".formatted(result, func, list(args));
            case Stmt.CallDynamic(var path, var args, var result, _) ->
                    "%s = [%s](%s)".formatted(result, list(path), list(args));
            case Stmt.Relation(var func, var args, var value, _, _) ->
                    "each %s of %s(%s)".formatted(value, func, list(args));
            case Stmt.Walk(var source, var prefix, var path, var value, _, _) ->
                    "walk %s, %s in %s[%s]"
                            .formatted(
                                    path.map(Local::toString).orElse("_"),
                                    value,
                                    source,
                                    list(prefix));
            case Stmt.Dot(var source, var key, var target, _) ->
                    "%s = %s[%s]".formatted(target, source, key);
            case Stmt.WithMock(var name, var value, _, _) -> "with %s as %s".formatted(name, value);
            case Stmt.Outside(var levels, _, _) -> "outside " + levels;
            case Stmt.Union _ -> "each of";
            case Stmt.Yield(var levels, _) -> "yield " + levels;
            case Stmt.MockValue(var name, var target, _) ->
                    "%s = stand-in of %s".formatted(target, name);
            case Stmt.BaseDot(var source, var key, var target, _) ->
                    "%s = base %s[%s]".formatted(target, source, key);
            case Stmt.IsCollection(var source, _) -> "is collection " + source;
            case Stmt.HasShape(var source, var shape, var size, _) ->
                    "is %s of %d %s".formatted(shape.name().toLowerCase(Locale.ROOT), size, source);
            case Stmt.Len(var source, var target, _) -> "%s = len %s".formatted(target, source);
            case Stmt.InputPath(var path, var target, _) ->
                    "%s = input[%s]".formatted(target, list(path));
            case Stmt.Equal(var a, var b, _) -> "%s == %s".formatted(a, b);
            case Stmt.NotEqual(var a, var b, _) -> "%s != %s".formatted(a, b);
            case Stmt.IsArray(var source, _) -> "is array " + source;
            case Stmt.IsObject(var source, _) -> "is object " + source;
            case Stmt.IsSet(var source, _) -> "is set " + source;
            case Stmt.IsDefined(var source, _) -> "is defined " + source;
            case Stmt.IsUndefined(var source, _) -> "is undefined " + source;
            case Stmt.Assign(var source, var target, _) -> "%s = %s".formatted(target, source);
            case Stmt.AssignOnce(var source, var target, _, _) ->
                    "%s = once %s".formatted(target, source);
            case Stmt.Reset(var target, _) -> target + " = undefined";
            case Stmt.MakeArray(var target, _) -> target + " = []";
            case Stmt.MakeObject(var target, _) -> target + " = {}";
            case Stmt.MakeSet(var target, _) -> target + " = set()";
            case Stmt.ArrayAppend(var value, var array, _) ->
                    "append %s to %s".formatted(value, array);
            case Stmt.SetAdd(var value, var set, _) -> "add %s to %s".formatted(value, set);
            case Stmt.ObjectInsert(var key, var value, var object, _) ->
                    "%s[%s] = %s".formatted(object, key, value);
            case Stmt.ObjectInsertOnce(var key, var value, var object, _) ->
                    "%s[%s] = once %s".formatted(object, key, value);
            case Stmt.InsertAt(var path, var value, var object, var leaf, _) ->
                    "%s[%s] %s %s"
                            .formatted(
                                    object,
                                    list(path),
                                    leaf == Stmt.InsertAt.Leaf.SET ? "contains" : "= once",
                                    value);
            case Stmt.ObjectMerge(var base, var overlay, var target, _) ->
                    "%s = %s merged with %s".formatted(target, base, overlay);
            case Stmt.ArrayOf(var elements, var target, _) ->
                    "%s = [%s]".formatted(target, list(elements));
            case Stmt.SetOf(var members, var target, _) ->
                    "%s = {%s}".formatted(target, list(members));
            case Stmt.ObjectOf(var keys, var values, var target, _) -> {
                var pairs = new StringBuilder();
                for (int i = 0; i < keys.size(); i++) {
                    pairs.append(i == 0 ? "" : ", ").append(keys.get(i));
                    pairs.append(": ").append(values.get(i));
                }
                yield "%s = {%s}".formatted(target, pairs);
            }
            case Stmt.ResultAdd(var value, _) -> "result " + value;
            case Stmt.Nop _ -> "nop";
        };
    }

    private static String list(List<? extends Operand> operands) {
        return operands.stream().map(Operand::toString).collect(Collectors.joining(", "));
    }

    private void line(int depth, String text) {
        out.repeat("  ", depth).append(text).append('\n');
    }
}
