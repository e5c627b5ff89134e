package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.plan.Block;
import dev.meshwarden.rego.plan.Func;
import dev.meshwarden.rego.plan.Operand;
import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the steps of one plan. */
final class Assembler {
    private final java.util.function.Function<String, @Nullable Builtin> builtins;
    private final Hooks hooks;
    private final Map<String, Function> functions = new HashMap<>();
    private final Map<List<Value>, Function> byPath = new HashMap<>();
    private final Map<List<Value>, Integer> slots = new HashMap<>();
    private int memos;

    Assembler(java.util.function.Function<String, @Nullable Builtin> builtins, Hooks hooks) {
        this.builtins = builtins;
        this.hooks = hooks;
    }

    void functions(List<Func> funcs) {
        for (Func f : funcs) {
            var function = new Function(f, f.memo() == Func.Memo.NONE ? -1 : memos++);
            if (functions.put(f.name(), function) != null) {
                throw new IllegalArgumentException("two functions named " + f.name());
            }
            if (!f.path().isEmpty()) {
                byPath.put(CallSteps.path(f.path()), function);
            }
        }
        for (Func f : funcs) {
            Locals locals = Locals.of(f.blocks());
            f.params().forEach(locals::see);
            locals.see(f.result());
            var body = new Body(locals, f);
            Function function = functions.get(f.name());
            if (function != null) {
                Arg result = body.arg(f.result());
                Step all = new FlowSteps.Alternatives(body.blocks(f.blocks()));
                function.body(
                        hooks.aroundFunction(f.subject(), f.at(), all, result),
                        result,
                        locals.size());
            }
        }
    }

    Program.Start entry(List<Block> blocks) {
        Locals locals = Locals.of(blocks);
        var body = new Body(locals, null);
        return new Program.Start(new FlowSteps.Alternatives(body.blocks(blocks)), locals.size());
    }

    int memos() {
        return memos;
    }

    int slots() {
        return slots.size();
    }

    /** The steps of one function or entry. */
    private final class Body {
        private final Locals locals;
        private final @Nullable Func func;
        private final ArrayDeque<FlowSteps.Union> unions = new ArrayDeque<>();

        Body(Locals locals, @Nullable Func func) {
            this.locals = locals;
            this.func = func;
        }

        List<Step> blocks(List<Block> blocks) {
            return blocks.stream().map(this::block).toList();
        }

        private Step block(Block block) {
            List<Step> steps = new ArrayList<>();
            for (Stmt s : block.stmts()) {
                steps.add(hooks.around(s, step(s)));
            }
            return steps.size() == 1 ? steps.getFirst() : new FlowSteps.Sequence(steps);
        }

        private Step step(Stmt stmt) {
            return switch (stmt) {
                case Stmt.Blocks s -> new FlowSteps.Alternatives(blocks(s.blocks()));
                case Stmt.Choose s ->
                        new FlowSteps.Choose(
                                arg(s.subject()), s.cases(), s.otherwise(), blocks(s.blocks()));
                case Stmt.Ordered s ->
                        new TestSteps.Ordered(arg(s.left()), s.order(), arg(s.right()));
                case Stmt.Break s -> new FlowSteps.Break(s.index());
                case Stmt.Return s -> {
                    if (func == null) {
                        throw new IllegalArgumentException("return outside a function");
                    }
                    yield new FlowSteps.Return(arg(s.source()), target(func.result()));
                }
                case Stmt.Not s -> new FlowSteps.Not(block(s.body()));
                case Stmt.Scan s ->
                        new FlowSteps.Scan(
                                arg(s.source()),
                                target(s.key()),
                                target(s.value()),
                                block(s.body()),
                                s.at());
                case Stmt.With s ->
                        new FlowSteps.With(
                                plain(s.local()),
                                s.path().stream().map(Str::of).toList(),
                                arg(s.value()),
                                block(s.body()));
                case Stmt.WithMock s ->
                        new FlowSteps.WithMock(s.name(), arg(s.value()), block(s.body()));
                case Stmt.Outside s -> new FlowSteps.Outside(s.levels(), block(s.body()));
                case Stmt.Union s -> union(s);
                case Stmt.Yield s -> yieldOf(s);
                case Stmt.MockValue s -> new FlowSteps.MockValue(s.name(), target(s.target()));
                case Stmt.Call s -> call(s);
                case Stmt.CallDynamic s ->
                        new CallSteps.CallDynamic(
                                byPath, args(s.path()), args(s.args()), target(s.result()), s.at());
                case Stmt.Relation s ->
                        new CallSteps.Relation(
                                builtin(s.func()),
                                args(s.args()),
                                plain(s.value()),
                                block(s.body()),
                                s.at());
                case Stmt.Walk s ->
                        new CallSteps.Walk(
                                arg(s.source()),
                                args(s.prefix()),
                                s.path().map(this::plain).orElse(-1),
                                plain(s.value()),
                                block(s.body()),
                                s.at());
                case Stmt.Dot s ->
                        new TestSteps.Dot(arg(s.source()), arg(s.key()), target(s.target()));
                case Stmt.BaseDot s ->
                        new TestSteps.BaseDot(arg(s.source()), arg(s.key()), target(s.target()));
                case Stmt.IsCollection s -> new TestSteps.IsCollection(arg(s.source()));
                case Stmt.HasShape s ->
                        new TestSteps.HasShape(arg(s.source()), s.shape(), s.size());
                case Stmt.Len s -> new TestSteps.Len(arg(s.source()), target(s.target()));
                case Stmt.InputPath s ->
                        new InputSteps.InputPath(
                                constants(s.path()),
                                slots.computeIfAbsent(constants(s.path()), _ -> slots.size()),
                                target(s.target()));
                case Stmt.Equal s -> new TestSteps.Compare(arg(s.left()), arg(s.right()), true);
                case Stmt.NotEqual s -> new TestSteps.Compare(arg(s.left()), arg(s.right()), false);
                case Stmt.IsArray s -> new TestSteps.IsKind(arg(s.source()), Array.EMPTY);
                case Stmt.IsObject s -> new TestSteps.IsKind(arg(s.source()), Obj.EMPTY);
                case Stmt.IsSet s -> new TestSteps.IsKind(arg(s.source()), RegoSet.EMPTY);
                case Stmt.IsDefined s -> new TestSteps.IsDefined(arg(s.source()), true);
                case Stmt.IsUndefined s -> new TestSteps.IsDefined(arg(s.source()), false);
                case Stmt.Assign s -> new BuildSteps.Assign(arg(s.source()), target(s.target()));
                case Stmt.AssignOnce s ->
                        new BuildSteps.AssignOnce(
                                arg(s.source()),
                                arg(s.target()),
                                target(s.target()),
                                conflict(s.conflict()),
                                s.at());
                case Stmt.Reset s -> new BuildSteps.Put(null, target(s.target()));
                case Stmt.MakeArray s -> new BuildSteps.Put(Array.EMPTY, target(s.target()));
                case Stmt.MakeObject s -> new BuildSteps.Put(Obj.EMPTY, target(s.target()));
                case Stmt.MakeSet s -> new BuildSteps.Put(RegoSet.EMPTY, target(s.target()));
                case Stmt.ArrayAppend s -> new BuildSteps.Append(arg(s.value()), s.array().index());
                case Stmt.SetAdd s -> new BuildSteps.Add(arg(s.value()), s.set().index());
                case Stmt.ObjectInsert s ->
                        new BuildSteps.Insert(
                                arg(s.key()), arg(s.value()), s.object().index(), false, s.at());
                case Stmt.ObjectInsertOnce s ->
                        new BuildSteps.Insert(
                                arg(s.key()), arg(s.value()), s.object().index(), true, s.at());
                case Stmt.InsertAt s ->
                        new BuildSteps.InsertAt(
                                args(s.path()),
                                arg(s.value()),
                                s.object().index(),
                                s.leaf(),
                                s.at());
                case Stmt.ObjectMerge s ->
                        new BuildSteps.Merge(arg(s.base()), arg(s.overlay()), target(s.target()));
                case Stmt.ArrayOf s ->
                        new BuildSteps.Members(args(s.elements()), false, target(s.target()));
                case Stmt.SetOf s ->
                        new BuildSteps.Members(args(s.members()), true, target(s.target()));
                case Stmt.ObjectOf s ->
                        new BuildSteps.Entries(
                                args(s.keys()), args(s.values()), target(s.target()));
                case Stmt.ResultAdd s -> new FlowSteps.ResultAdd(arg(s.value()));
                case Stmt.Nop _ -> new FlowSteps.Sequence(List.of());
            };
        }

        private Step call(Stmt.Call s) {
            Function function = functions.get(s.func());
            if (function == null) {
                return new CallSteps.CallBuiltin(
                        builtin(s.func()), args(s.args()), target(s.result()), s.at());
            }
            if (s.args().size() != function.arity()) {
                throw new IllegalArgumentException("wrong number of arguments: " + s.func());
            }
            return new CallSteps.Call(function, args(s.args()), target(s.result()), s.at());
        }

        private Step union(Stmt.Union s) {
            var union = new FlowSteps.Union();
            unions.push(union);
            List<Step> producers = blocks(s.producers());
            unions.pop();
            union.set(producers, block(s.body()));
            return union;
        }

        private Step yieldOf(Stmt.Yield s) {
            FlowSteps.Union union = unions.peek();
            if (union == null) {
                throw new IllegalArgumentException("yield outside a union");
            }
            return new FlowSteps.Yield(union, s.levels());
        }

        private String conflict(Stmt.AssignOnce.Conflict of) {
            String subject = func == null ? "" : func.subject();
            return switch (of) {
                case RULE -> "rule " + subject + " produced conflicting values";
                case FUNCTION ->
                        "function " + subject + " produced conflicting values for the same inputs";
                case KEY -> "object keys must be unique";
            };
        }

        private Builtin builtin(String name) {
            Builtin found = builtins.apply(name);
            if (found == null) {
                throw new IllegalArgumentException("no such builtin: " + name);
            }
            return found;
        }

        private List<Value> constants(List<Operand.Const> path) {
            return path.stream().map(Operand.Const::value).toList();
        }

        private List<Arg> args(List<Operand> operands) {
            return operands.stream().map(this::arg).toList();
        }

        Arg arg(Operand operand) {
            return switch (operand) {
                case Local l -> Arg.local(l.index(), locals.built(l));
                case Operand.Const c -> Arg.constant(c.value());
            };
        }

        private Target target(Local local) {
            return new Target(local.index(), locals.built(local));
        }

        private int plain(Local local) {
            if (locals.built(local)) {
                throw new IllegalArgumentException("a collection is built in a loop variable");
            }
            return local.index();
        }
    }

    /** What is put around steps and functions: nothing, or the eyes of a watcher. */
    interface Hooks {
        Hooks NONE =
                new Hooks() {
                    @Override
                    public Step around(Stmt stmt, Step step) {
                        return step;
                    }

                    @Override
                    public Step aroundFunction(String subject, Location at, Step body, Arg result) {
                        return body;
                    }
                };

        Step around(Stmt stmt, Step step);

        Step aroundFunction(String subject, Location at, Step body, Arg result);
    }
}
