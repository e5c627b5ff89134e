package dev.meshwarden.rego.plan;

import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of a plan. A step goes on, leaves its block undefined, breaks out or returns; it never yields null. */
public sealed interface Stmt {
    Location at();

    // Flow.

    /** Runs each block in order; one that is undefined or breaks by 0 makes way for the next. */
    record Blocks(List<Block> blocks, Location at) implements Stmt {
        public Blocks {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * As {@link Blocks}, but runs only those that may succeed for a value; the others are known not to.
     *
     * @param cases for each value, the numbers of its blocks in order
     * @param otherwise the numbers for every other value, and for none
     */
    record Choose(
            Operand subject,
            Map<Value, List<Integer>> cases,
            List<Integer> otherwise,
            List<Block> blocks,
            Location at)
            implements Stmt {
        public Choose {
            cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
            otherwise = List.copyOf(otherwise);
            blocks = List.copyOf(blocks);
        }
    }

    /** Ends the block it stands in, and as many of those around it as the index says. */
    record Break(int index, Location at) implements Stmt {}

    /** Leaves the function with a local's value. */
    record Return(Local source, Location at) implements Stmt {}

    /** Succeeds exactly when body is undefined. */
    record Not(Block body, Location at) implements Stmt {}

    /** Runs body for each key and value of a collection, in order; a scalar has none. */
    record Scan(Local source, Local key, Local value, Block body, Location at) implements Stmt {}

    /**
     * Runs body with a value put in place of a local or of what stands under a path in it, then puts the old one back. Undefined when body
     * is.
     */
    record With(Local local, List<String> path, Operand value, Block body, Location at)
            implements Stmt {
        public With {
            path = List.copyOf(path);
        }
    }

    /** Runs body with a value standing in for a function under a name; {@link MockValue} finds it. Undefined when body is. */
    record WithMock(String name, Operand value, Block body, Location at) implements Stmt {}

    /** Runs body as if so many of the innermost {@link With} and {@link WithMock} around it were not there. */
    record Outside(int levels, Block body, Location at) implements Stmt {}

    /** Runs the producers in order; every {@link Yield} in them runs body. */
    record Union(List<Block> producers, Block body, Location at) implements Stmt {
        public Union {
            producers = List.copyOf(producers);
        }
    }

    /**
     * Runs the body of the innermost union whose producer it stands in.
     *
     * @param levels how many blocks lie between its own block and the producer
     */
    record Yield(int levels, Location at) implements Stmt {}

    // Calls.

    /** target := what stands in for a function under a name. */
    record MockValue(String name, Local target, Location at) implements Stmt {}

    /** result := func(args). Undefined when the answer is. */
    record Call(String func, List<Operand> args, Local result, Location at) implements Stmt {
        public Call {
            args = List.copyOf(args);
        }
    }

    /** result := the function at the path, of the arguments. Undefined when there is no such function or no answer. */
    record CallDynamic(List<Operand> path, List<Operand> args, Local result, Location at)
            implements Stmt {
        public CallDynamic {
            path = List.copyOf(path);
            args = List.copyOf(args);
        }
    }

    /** Runs body once for each solution of a builtin that is a relation, the solution in value. */
    record Relation(String func, List<Operand> args, Local value, Block body, Location at)
            implements Stmt {
        public Relation {
            args = List.copyOf(args);
        }
    }

    /**
     * Runs body for each value inside source, itself first, then depth first in order: the builtin {@code walk} without its list.
     *
     * @param prefix keys to go down before walking; undefined when they lead nowhere
     * @param path takes the keys that lead to the value, prefix included; empty when nobody asks
     */
    record Walk(
            Operand source,
            List<Operand> prefix,
            Optional<Local> path,
            Local value,
            Block body,
            Location at)
            implements Stmt {
        public Walk {
            prefix = List.copyOf(prefix);
        }
    }

    // Look-ups.

    /** target := source[key]. Undefined when the key is absent or the source is a scalar. */
    record Dot(Operand source, Operand key, Local target, Location at) implements Stmt {}

    /** As {@link Dot}, in a base document: whole numbers find keys that are their text, and texts of whole numbers find elements. */
    record BaseDot(Operand source, Operand key, Local target, Location at) implements Stmt {}

    /** target := how many members or characters source has. Undefined for other scalars. */
    record Len(Operand source, Local target, Location at) implements Stmt {}

    /** target := what stands in the input under a path. Undefined when nothing does. */
    record InputPath(List<Operand.Const> path, Local target, Location at) implements Stmt {
        public InputPath {
            path = List.copyOf(path);
        }
    }

    // Tests.

    /** Succeeds when both are the same value. */
    record Equal(Operand left, Operand right, Location at) implements Stmt {}

    /** Succeeds when both are defined and differ. */
    record NotEqual(Operand left, Operand right, Location at) implements Stmt {}

    /** Succeeds when left and right stand in an order. */
    record Ordered(Operand left, Order order, Operand right, Location at) implements Stmt {
        /** How two values may stand. */
        public enum Order {
            LESS("<"),
            LESS_OR_EQUAL("<="),
            GREATER(">"),
            GREATER_OR_EQUAL(">=");

            private final String symbol;

            Order(String symbol) {
                this.symbol = symbol;
            }

            public String symbol() {
                return symbol;
            }
        }
    }

    record IsArray(Operand source, Location at) implements Stmt {}

    record IsObject(Operand source, Location at) implements Stmt {}

    record IsSet(Operand source, Location at) implements Stmt {}

    record IsCollection(Operand source, Location at) implements Stmt {}

    /** Succeeds for an array, or an object, of exactly so many members. */
    record HasShape(Operand source, Shape shape, int size, Location at) implements Stmt {
        /** The two kinds that patterns take apart. */
        public enum Shape {
            ARRAY,
            OBJECT
        }
    }

    record IsDefined(Local source, Location at) implements Stmt {}

    record IsUndefined(Local source, Location at) implements Stmt {}

    // Assignments.

    /** target := source, undefined or not. */
    record Assign(Operand source, Local target, Location at) implements Stmt {}

    /** target := source; a conflict when target has another value already. */
    record AssignOnce(Operand source, Local target, Conflict conflict, Location at)
            implements Stmt {
        /** What two values are a conflict of. */
        public enum Conflict {
            RULE,
            FUNCTION,
            KEY
        }
    }

    /** Makes a local undefined. */
    record Reset(Local target, Location at) implements Stmt {}

    // Building.

    record MakeArray(Local target, Location at) implements Stmt {}

    record MakeObject(Local target, Location at) implements Stmt {}

    record MakeSet(Local target, Location at) implements Stmt {}

    record ArrayAppend(Operand value, Local array, Location at) implements Stmt {}

    record SetAdd(Operand value, Local set, Location at) implements Stmt {}

    /** Of one key the last value stays. */
    record ObjectInsert(Operand key, Operand value, Local object, Location at) implements Stmt {}

    /** A conflict when the key has another value already. */
    record ObjectInsertOnce(Operand key, Operand value, Local object, Location at)
            implements Stmt {}

    /**
     * Puts a value into nested objects, which are made where they are missing.
     *
     * @param leaf what the last key of the path holds
     */
    record InsertAt(List<Operand> path, Operand value, Local object, Leaf leaf, Location at)
            implements Stmt {
        /** What a nested insertion ends in. */
        public enum Leaf {
            /** The value itself; a conflict when there is another already. */
            VALUE,
            /** A set that the value is added to. */
            SET
        }

        public InsertAt {
            path = List.copyOf(path);
        }
    }

    /** target := base with overlay merged in, recursively; of two values that are not both objects base stays. */
    record ObjectMerge(Operand base, Operand overlay, Local target, Location at) implements Stmt {}

    /** target := an array of these elements. */
    record ArrayOf(List<Operand> elements, Local target, Location at) implements Stmt {
        public ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    /** target := a set of these members. */
    record SetOf(List<Operand> members, Local target, Location at) implements Stmt {
        public SetOf {
            members = List.copyOf(members);
        }
    }

    /** target := an object of these keys and values, pairwise. */
    record ObjectOf(List<Operand> keys, List<Operand> values, Local target, Location at)
            implements Stmt {
        public ObjectOf {
            keys = List.copyOf(keys);
            values = List.copyOf(values);
            if (keys.size() != values.size()) {
                throw new IllegalArgumentException("as many keys as values");
            }
        }
    }

    /** Adds a value to the entry's result. */
    record ResultAdd(Operand value, Location at) implements Stmt {}

    /** Does nothing; marks a place for coverage. */
    record Nop(Location at) implements Stmt {}
}
