package dev.meshwarden.webhook.audit.verify;

import java.time.Instant;

/** One thing that the check of a log found. */
public sealed interface Finding {
    /** The log it is about; empty where there is none. */
    String log();

    Grade grade();

    /** One line without the log's name. */
    String text();

    /** Every record up to the end lies under a checkpoint. */
    record Intact(String log, long seq, Instant time) implements Finding {
        @Override
        public Grade grade() {
            return Grade.FINE;
        }

        @Override
        public String text() {
            return "intact, sealed at seq " + seq + ", time " + time;
        }
    }

    /** Whole records behind the last checkpoint that chain on; nobody has signed them yet. */
    record Unsealed(String log, long records, long from, long to) implements Finding {
        @Override
        public Grade grade() {
            return Grade.UNPROVEN;
        }

        @Override
        public String text() {
            return "unsealed: " + records + " records, seq " + from + " to " + to;
        }
    }

    /** What a crash leaves behind the last checkpoint: bytes without a line feed. */
    record TornTail(String log, long bytes, String file, long offset) implements Finding {
        @Override
        public Grade grade() {
            return Grade.UNPROVEN;
        }

        @Override
        public String text() {
            return "torn tail: " + bytes + " bytes at " + file + ":" + offset;
        }
    }

    /** A declared loss: the log itself says that records were dropped. */
    record DeclaredGap(String log, long seq, long lost, String cause) implements Finding {
        @Override
        public Grade grade() {
            return Grade.UNPROVEN;
        }

        @Override
        public String text() {
            return "gap: " + lost + " records lost (" + cause + "), declared at seq " + seq;
        }
    }

    /** Fewer records than a checkpoint or an anchor names. */
    record Cut(String log, long signedTo, long endsAt) implements Finding {
        @Override
        public Grade grade() {
            return Grade.BROKEN;
        }

        @Override
        public String text() {
            return "cut: signed to seq " + signedTo + ", file ends at seq " + endsAt;
        }
    }

    /** One place that is not what was signed, or is no record of this log. */
    record Tampered(String log, long seq, String file, long offset, String why) implements Finding {
        @Override
        public Grade grade() {
            return Grade.BROKEN;
        }

        @Override
        public String text() {
            return "tampered: seq " + seq + " at " + file + ":" + offset + ": " + why;
        }
    }

    /** Only a root disagrees: something between two checkpoints was changed and the chain made anew. */
    record TamperedRange(String log, long from, long to, String why) implements Finding {
        @Override
        public Grade grade() {
            return Grade.BROKEN;
        }

        @Override
        public String text() {
            return "tampered: somewhere in seq " + from + " to " + to + ": " + why;
        }
    }

    /** Something that the check needs is missing or cannot be read. */
    record Unreadable(String log, String what) implements Finding {
        @Override
        public Grade grade() {
            return Grade.UNREADABLE;
        }

        @Override
        public String text() {
            return what;
        }
    }
}
