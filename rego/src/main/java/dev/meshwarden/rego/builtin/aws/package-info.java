/** Signing requests for AWS. Begin at {@link AwsBuiltins}. */
@NullMarked
package dev.meshwarden.rego.builtin.aws;

import org.jspecify.annotations.NullMarked;
