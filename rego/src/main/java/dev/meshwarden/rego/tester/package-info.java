/**
 * Tests of policies, and of this engine. Begin at {@link ComplianceSuite}: OPA's own cases, read from their files and judged. Keep out: printing.
 */
@NullMarked
package dev.meshwarden.rego.tester;

import org.jspecify.annotations.NullMarked;
