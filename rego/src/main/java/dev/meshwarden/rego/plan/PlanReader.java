package dev.meshwarden.rego.plan;

import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads OPA's JSON form of a plan, as {@code opa build -t plan} writes it. Places may be absent; unknown members are ignored, unknown steps
 * refused.
 */
public final class PlanReader {
    private final List<Str> strings = new ArrayList<>();
    private final List<Source> files = new ArrayList<>();
    private Stmt.AssignOnce.Conflict conflict = Stmt.AssignOnce.Conflict.RULE;

    private PlanReader(Obj plan) {
        Obj fixed = object(plan, "static");
        for (Value s : list(fixed, "strings")) {
            strings.add((Str) field((Obj) s, "value"));
        }
        for (Value s : list(fixed, "files")) {
            files.add(new Source(text((Obj) s, "value"), ""));
        }
    }

    /** Refuses what is not a plan with {@link IllegalArgumentException}. */
    public static Plan read(Obj plan) {
        return new PlanReader(plan).plan(plan);
    }

    private Plan plan(Obj plan) {
        List<Plan.Entry> entries = new ArrayList<>();
        for (Value p : list(object(plan, "plans"), "plans")) {
            entries.add(new Plan.Entry(text((Obj) p, "name"), blocks((Obj) p)));
        }
        List<Func> funcs = new ArrayList<>();
        for (Value f : list(object(plan, "funcs"), "funcs")) {
            funcs.add(func((Obj) f));
        }
        return new Plan(entries, funcs);
    }

    private Func func(Obj f) {
        conflict =
                list(f, "params").size() > 2
                        ? Stmt.AssignOnce.Conflict.FUNCTION
                        : Stmt.AssignOnce.Conflict.RULE;
        List<Local> params = new ArrayList<>();
        for (Value p : list(f, "params")) {
            params.add(local(p));
        }
        List<String> path = new ArrayList<>();
        for (Value p : list(f, "path")) {
            path.add(((Str) p).text());
        }
        String name = text(f, "name");
        int dot = name.indexOf('.');
        return new Func(
                name,
                dot < 0 ? name : name.substring(dot + 1),
                params,
                local(f, "return"),
                blocks(f),
                path,
                params.size() == 2 ? Func.Memo.ONE : Func.Memo.NONE,
                Location.NONE);
    }

    private List<Block> blocks(Obj of) {
        List<Block> blocks = new ArrayList<>();
        for (Value b : list(of, "blocks")) {
            blocks.add(block((Obj) b));
        }
        return blocks;
    }

    private Block block(Obj b) {
        List<Stmt> stmts = new ArrayList<>();
        for (Value s : list(b, "stmts")) {
            Obj typed = (Obj) s;
            stmts.add(stmt(text(typed, "type"), object(typed, "stmt")));
        }
        return new Block(stmts);
    }

    private Stmt stmt(String type, Obj s) {
        Location at = location(s);
        return switch (type) {
            case "ReturnLocalStmt" -> new Stmt.Return(local(s, "source"), at);
            case "CallStmt" ->
                    new Stmt.Call(text(s, "func"), operands(s, "args"), local(s, "result"), at);
            case "CallDynamicStmt" ->
                    new Stmt.CallDynamic(
                            operands(s, "path"), locals(s, "args"), local(s, "result"), at);
            case "BlockStmt" -> new Stmt.Blocks(blocks(s), at);
            case "BreakStmt" -> new Stmt.Break(integer(s, "index"), at);
            case "DotStmt" ->
                    new Stmt.Dot(operand(s, "source"), operand(s, "key"), local(s, "target"), at);
            case "LenStmt" -> new Stmt.Len(operand(s, "source"), local(s, "target"), at);
            case "ScanStmt" ->
                    new Stmt.Scan(
                            local(s, "source"),
                            local(s, "key"),
                            local(s, "value"),
                            block(object(s, "block")),
                            at);
            case "NotStmt" -> new Stmt.Not(block(object(s, "block")), at);
            case "AssignIntStmt", "MakeNumberIntStmt" ->
                    new Stmt.Assign(Operand.of(field(s, "value")), local(s, "target"), at);
            case "AssignVarStmt" -> new Stmt.Assign(operand(s, "source"), local(s, "target"), at);
            case "AssignVarOnceStmt" ->
                    new Stmt.AssignOnce(operand(s, "source"), local(s, "target"), conflict, at);
            case "ResetLocalStmt" -> new Stmt.Reset(local(s, "target"), at);
            case "MakeNullStmt" -> new Stmt.Assign(Operand.of(Null.NULL), local(s, "target"), at);
            case "MakeNumberRefStmt" -> {
                String index = s.get("index") == null ? "Index" : "index";
                yield new Stmt.Assign(
                        Operand.of(number(strings.get(integer(s, index)).text())),
                        local(s, "target"),
                        at);
            }
            case "MakeArrayStmt" -> new Stmt.MakeArray(local(s, "target"), at);
            case "MakeObjectStmt" -> new Stmt.MakeObject(local(s, "target"), at);
            case "MakeSetStmt" -> new Stmt.MakeSet(local(s, "target"), at);
            case "EqualStmt" -> new Stmt.Equal(operand(s, "a"), operand(s, "b"), at);
            case "NotEqualStmt" -> new Stmt.NotEqual(operand(s, "a"), operand(s, "b"), at);
            case "IsArrayStmt" -> new Stmt.IsArray(operand(s, "source"), at);
            case "IsObjectStmt" -> new Stmt.IsObject(operand(s, "source"), at);
            case "IsSetStmt" -> new Stmt.IsSet(operand(s, "source"), at);
            case "IsDefinedStmt" -> new Stmt.IsDefined(local(s, "source"), at);
            case "IsUndefinedStmt" -> new Stmt.IsUndefined(local(s, "source"), at);
            case "ArrayAppendStmt" ->
                    new Stmt.ArrayAppend(operand(s, "value"), local(s, "array"), at);
            case "ObjectInsertStmt" ->
                    new Stmt.ObjectInsert(
                            operand(s, "key"), operand(s, "value"), local(s, "object"), at);
            case "ObjectInsertOnceStmt" ->
                    new Stmt.ObjectInsertOnce(
                            operand(s, "key"), operand(s, "value"), local(s, "object"), at);
            case "ObjectMergeStmt" ->
                    new Stmt.ObjectMerge(local(s, "a"), local(s, "b"), local(s, "target"), at);
            case "SetAddStmt" -> new Stmt.SetAdd(operand(s, "value"), local(s, "set"), at);
            case "WithStmt" ->
                    new Stmt.With(
                            local(s, "local"),
                            path(s),
                            operand(s, "value"),
                            block(object(s, "block")),
                            at);
            case "NopStmt" -> new Stmt.Nop(at);
            case "ResultSetAddStmt" -> new Stmt.ResultAdd(local(s, "value"), at);
            default -> throw new IllegalArgumentException("no such step: " + type);
        };
    }

    private List<String> path(Obj s) {
        List<String> path = new ArrayList<>();
        for (Value i : list(s, "path")) {
            path.add(strings.get(Math.toIntExact(((Num) i).longOr(-1))).text());
        }
        return path;
    }

    private List<Operand> operands(Obj s, String name) {
        List<Operand> all = new ArrayList<>();
        for (Value v : list(s, name)) {
            all.add(operand((Obj) v));
        }
        return all;
    }

    private static List<Operand> locals(Obj s, String name) {
        List<Operand> all = new ArrayList<>();
        for (Value v : list(s, name)) {
            all.add(local(v));
        }
        return all;
    }

    private Operand operand(Obj s, String name) {
        return operand(object(s, name));
    }

    private Operand operand(Obj typed) {
        Value value = field(typed, "value");
        String type = text(typed, "type");
        return switch (type) {
            case "local" -> local(value);
            case "bool" -> Operand.of(value == Bool.TRUE ? Bool.TRUE : Bool.FALSE);
            case "string_index" ->
                    Operand.of(strings.get(Math.toIntExact(((Num) value).longOr(-1))));
            default -> throw new IllegalArgumentException("no such operand: " + type);
        };
    }

    private Location location(Obj s) {
        Value row = s.get("row");
        Value col = s.get("col");
        Value file = s.get("file");
        if (row instanceof Num r && col instanceof Num c && file instanceof Num f) {
            int index = (int) f.longOr(0);
            if (index < files.size()) {
                return new Location(files.get(index), (int) r.longOr(0), (int) c.longOr(0), 0, 0);
            }
        }
        return Location.NONE;
    }

    private static Local local(Obj s, String name) {
        return local(field(s, name));
    }

    private static Local local(Value value) {
        return new Local(Math.toIntExact(((Num) value).longOr(-1)));
    }

    private static int integer(Obj s, String name) {
        return Math.toIntExact(((Num) field(s, name)).longOr(-1));
    }

    private static String text(Obj s, String name) {
        return ((Str) field(s, name)).text();
    }

    private static Value field(Obj s, String name) {
        return Objects.requireNonNull(s.get(name), name);
    }

    private static Obj object(Obj s, String name) {
        return s.get(name) instanceof Obj o ? o : Obj.EMPTY;
    }

    private static Array list(Obj s, String name) {
        return s.get(name) instanceof Array a ? a : Array.EMPTY;
    }

    /** OPA keeps a number as it was written, and Rego lets the zero before a dot be left out. */
    private static Num number(String text) {
        return Num.parse(text.replaceFirst("^(-?)\\.", "$10."));
    }
}
