/**
 * The plan: what a query and the rules it needs come to, as flat steps over numbered locals. In: nothing but values and places. Begin at {@link
 * Plan}; {@link Stmt} lists the steps, {@link PlanPrinter} shows them, {@link PlanReader} reads OPA's. Keep out: how a plan is made
 * and how it is run.
 *
 * <p>The steps are those of OPA's intermediate representation, with constants in place and a few steps of our own that say at once
 * what OPA spells out: literals, nested insertion, relations, input paths and index look-ups.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/ir">OPA: Intermediate Representation</a>
 */
@NullMarked
package dev.meshwarden.rego.plan;

import org.jspecify.annotations.NullMarked;
