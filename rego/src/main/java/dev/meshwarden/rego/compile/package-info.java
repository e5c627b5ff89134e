/**
 * Turns parsed modules into checked and rewritten ones, and a query into one that can be planned against them.
 *
 * <p>In: {@code ast.Module}s, or a query's {@code ast.Body}. Out: {@link CompiledModules}, {@link CompiledQuery}, or diagnostics.
 * Begin at {@link ModuleCompiler} and {@link QueryCompiler}; {@link Stages} is the list of what happens in between, in OPA's order.
 * Keep out: parsing, plans, evaluation.
 *
 * <p>What a compiled rule or query looks like. The planner may rely on all of it:
 *
 * <ul>
 *   <li><b>References</b> are absolute: a {@link dev.meshwarden.rego.ast.Ref} begins with {@code data}, {@code input} or a local
 *       variable. A bare {@link dev.meshwarden.rego.ast.Var} is always a local; the bare root documents are references with an
 *       empty path. Imports are gone. Operators of calls are references too: {@code data.…} for a function of the policy, else the
 *       name of a builtin.
 *   <li><b>Locals.</b> Each variable that was declared ({@code :=}, {@code some}, {@code every}, argument) has a generated name,
 *       unique in all modules, or in the query ({@code __local3__}, {@code __localq3__}); {@code originalNames} leads back. Undeclared variables
 *       keep their names and wildcards theirs ({@code $0}).
 *   <li><b>Heads.</b> Parts of the reference behind the name are scalars or variables. Arguments are variables, scalars, or arrays and
 *       objects of these. Value and key are scalars, variables, or arrays, objects and sets of these: no reference, call or
 *       comprehension. Template strings are gone.
 *   <li><b>Forms</b> that still occur: {@code TermForm}, {@code CallForm}, {@code Every}, {@code Not}, {@code Logical}. {@code SomeVars} and
 *       {@code SomeIn} are gone, as are the calls {@code assign} and, in modules, {@code equal}: both are {@code eq} now (a query keeps {@code ==}).
 *   <li><b>TermForm</b> holds a scalar, variable, collection, comprehension, or a reference whose head is a variable.
 *   <li><b>eq</b> has exactly two arguments, each a scalar, variable, reference, comprehension, or array, object or set. In a reference's path,
 *       and inside collections, stand only scalars, variables and collections of these: whatever needs evaluation there has
 *       been lifted into an {@code eq} of its own in front, with the same {@code with}.
 *   <li><b>Other calls</b> have arity or arity + 1 arguments (the last is where the result goes, and may be a pattern); no argument is or contains a
 *       reference, call or comprehension. {@code print} has become {@code internal.print([{x | x = …}, …])} or is erased.
 *   <li><b>Every</b>: the domain is a variable; key (generated when none was written) and value are variables; the body is its own scope.
 *   <li><b>with</b>: the target is {@code input…}, {@code data…} with strings only, or a function or builtin; the value is a scalar, variable, collection of
 *       these, or the reference of a function or rule that stands in. Every expression lifted out of another carries its modifiers.
 *   <li><b>negated</b> is the old {@code not}: on {@code TermForm}, {@code CallForm} and {@code Every} only; what was lifted out of the operand stands in front of it,
 *       outside the negation.
 *   <li><b>Order.</b> Bodies are in evaluation order: from left to right every variable is bound before it is needed.
 * </ul>
 */
@NullMarked
package dev.meshwarden.rego.compile;

import org.jspecify.annotations.NullMarked;
