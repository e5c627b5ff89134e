package dev.meshwarden.rego.builtin.graph;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code graph.*}. A vertex that is no key of the graph does not exist. Every step counts against the evaluation's budget. */
public final class GraphBuiltins {
    private static final String OPERANDS =
            "graph: object{[any]: array[any] | set[any]}, initial: array[any] | set[any] -> ";

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "graph.reachable",
                            Signature.of(OPERANDS + "set[any]"),
                            GraphBuiltins::reachable),
                    pure(
                            "graph.reachable_paths",
                            Signature.of(OPERANDS + "set[array[any]]"),
                            GraphBuiltins::reachablePaths));

    private GraphBuiltins() {}

    private static Value reachable(BuiltinContext context, Value[] arguments) {
        Obj graph = Operands.object(arguments, 0);
        var queue = new ArrayDeque<Value>(initial(arguments).asList());
        RegoSet.Builder reached = RegoSet.builder();
        Set<Value> seen = new HashSet<>();
        while (!queue.isEmpty()) {
            Value vertex = queue.remove();
            Value edges = graph.get(vertex);
            if (edges != null && seen.add(vertex)) {
                reached.add(vertex);
                Array neighbours = neighbours(edges);
                context.budget().steps(1L + neighbours.size());
                for (Value neighbour : neighbours) {
                    if (!seen.contains(neighbour)) {
                        queue.add(neighbour);
                    }
                }
            }
        }
        return reached.build();
    }

    private static Array initial(Value[] arguments) {
        return switch (arguments[1]) {
            case Array a -> a;
            case RegoSet s -> s.toArray();
            case Value other ->
                    throw BuiltinError.type(
                            "operand 2 must be {array, set} but got " + other.typeName());
        };
    }

    /** What is neither array nor set has no neighbours. */
    private static Array neighbours(Value edges) {
        return switch (edges) {
            case Array a -> a;
            case RegoSet s -> s.toArray();
            case Value _ -> Array.EMPTY;
        };
    }

    private static Value reachablePaths(BuiltinContext context, Value[] arguments) {
        Obj graph = Operands.object(arguments, 0);
        RegoSet.Builder paths = RegoSet.builder();
        for (Value root : initial(arguments)) {
            if (graph.get(root) != null) {
                new Walk(context, graph, paths).from(root);
            }
        }
        return paths.build();
    }

    /** All paths from one root, depth first, without recursion: paths may be as long as the graph. */
    private record Walk(BuiltinContext context, Obj graph, RegoSet.Builder paths) {
        /** One vertex of the path so far and the neighbours that are still to be tried. */
        private static final class Frame {
            final Value vertex;
            final Array neighbours;
            final boolean first; // on the path so far
            int next;

            Frame(Value vertex, Array neighbours, boolean first) {
                this.vertex = vertex;
                this.neighbours = neighbours;
                this.first = first;
            }
        }

        void from(Value root) {
            List<Frame> path = new ArrayList<>();
            Set<Value> onPath = new HashSet<>();
            enter(root, path, onPath);
            while (!path.isEmpty()) {
                Frame top = path.getLast();
                if (top.next == top.neighbours.size()) {
                    path.removeLast();
                    if (top.first) {
                        onPath.remove(top.vertex);
                    }
                    continue;
                }
                Value neighbour = top.neighbours.at(top.next++);
                // OPA looks for cycles from the second step on: a root may lead to itself once
                if (path.size() > 1 && onPath.contains(neighbour)) {
                    commit(path);
                } else {
                    enter(neighbour, path, onPath);
                }
            }
        }

        private void enter(Value vertex, List<Frame> path, Set<Value> onPath) {
            context.budget().step();
            @Nullable Value edges = graph.get(vertex);
            if (edges == null) {
                commit(path);
                return;
            }
            Array neighbours = neighbours(edges);
            boolean leaf = neighbours.size() == 0;
            path.add(new Frame(vertex, neighbours, !leaf && onPath.add(vertex)));
            if (leaf) {
                commit(path);
                path.removeLast();
            }
        }

        private void commit(List<Frame> path) {
            context.budget().steps(path.size());
            paths.add(Array.ofList(path.stream().map(f -> f.vertex).toList()));
            context.budget().elements(paths.size());
        }
    }
}
