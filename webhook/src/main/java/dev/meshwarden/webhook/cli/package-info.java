/**
 * The command line. Begin at {@link dev.meshwarden.webhook.cli.CommandTable}; one command a file. The only room that prints and
 * the only one that ends the process. Keep out: what the commands do, which belongs in the rooms they call.
 */
@NullMarked
package dev.meshwarden.webhook.cli;

import org.jspecify.annotations.NullMarked;
