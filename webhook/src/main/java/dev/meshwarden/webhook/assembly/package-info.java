/**
 * Where the rooms meet. Begin at {@link dev.meshwarden.webhook.assembly.Assembly#of}, read from top to bottom in start order; the
 * loading of policies from folders and jars is here too, because it joins files, engine and holder.
 */
@NullMarked
package dev.meshwarden.webhook.assembly;

import org.jspecify.annotations.NullMarked;
