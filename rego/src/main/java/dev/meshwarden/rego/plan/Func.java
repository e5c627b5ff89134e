package dev.meshwarden.rego.plan;

import dev.meshwarden.rego.plan.Operand.Local;
import dev.meshwarden.rego.source.Location;

import java.util.List;

/**
 * A function of a plan: the rules of one path, or those of one path under one key.
 *
 * @param name unique in the plan
 * @param subject the path in the policy's own words, for conflicts and halts: {@code data.a.b.allow}
 * @param params the first two are always input and data
 * @param result the local whose value the caller gets; undefined if it is
 * @param blocks run in order until one returns
 * @param path by which {@link Stmt.CallDynamic} finds it, without generation; empty when it cannot be found so
 * @param memo whether answers are kept
 */
public record Func(
        String name,
        String subject,
        List<Local> params,
        Local result,
        List<Block> blocks,
        List<String> path,
        Memo memo,
        Location at) {
    /** Which answers are kept until input or data change. */
    public enum Memo {
        /** None: worked out at every call. */
        NONE,
        /** The one answer of a function of input and data alone. */
        ONE,
        /** One for each tuple of the further arguments. */
        BY_ARGUMENTS
    }

    public Func {
        params = List.copyOf(params);
        blocks = List.copyOf(blocks);
        path = List.copyOf(path);
        if (params.size() < 2) {
            throw new IllegalArgumentException("a function takes input and data");
        }
        if (memo == Memo.ONE && params.size() != 2) {
            throw new IllegalArgumentException("only a function of input and data has one answer");
        }
    }
}
