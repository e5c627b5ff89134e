/**
 * Turns compiled modules and a query into a plan.
 *
 * <p>In: {@code CompiledModules}, {@code CompiledQuery}. Out: {@code Plan}. Begin at {@link Planner#plan}; one {@code FunctionPlan} is the planning of one
 * function or entry, in which bodies are {@code BodyPlanner}, references {@code RefPlanner} and {@code DataPlanner}, and so on;
 * rules become functions in {@code RulePlanner}. Keep out: evaluation, builtin bodies, JSON.
 *
 * <p>Where we differ from OPA's planner, because its evaluator differs from its plans: a partial rule that is read by a known key gets
 * a function of that key, which unifies the key before the bodies; rules whose values all agree return at the first that holds, also
 * out of a loop; look-ups that go through rules and base documents alike yield to one body instead of planning it several times.
 */
@NullMarked
package dev.meshwarden.rego.planner;

import org.jspecify.annotations.NullMarked;
