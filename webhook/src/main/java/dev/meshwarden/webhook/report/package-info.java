/** What commands found, and how it is shown: one format a file. Begin at {@link CheckReport}. Keep out: finding anything. */
@NullMarked
package dev.meshwarden.webhook.report;

import org.jspecify.annotations.NullMarked;
