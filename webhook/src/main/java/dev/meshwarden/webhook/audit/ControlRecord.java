package dev.meshwarden.webhook.audit;

import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.webhook.audit.seal.Hash;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records that the program and the log write about themselves. */
public final class ControlRecord {
    private ControlRecord() {}

    /**
     * A policy set was loaded, or refused.
     *
     * @param revision of the set in force afterwards
     */
    public static AuditRecord policyLoad(
            Instant at, String revision, boolean accepted, List<Diagnostic> diagnostics) {
        Array.Builder said = Array.builder();
        diagnostics.forEach(d -> said.add(Str.of(d.message())));
        return of(
                RecordKind.POLICY_LOAD,
                at,
                Obj.builder()
                        .put("revision", revision)
                        .put("accepted", Bool.of(accepted))
                        .put("diagnostics", said.build()));
    }

    /**
     * Something was changed.
     *
     * @param what {@code settings}, {@code registration}, {@code ca} or {@code leaf}
     * @param by who changed it: a user, a field manager, or {@code meshwarden}
     */
    public static AuditRecord config(Instant at, String what, String from, String to, String by) {
        return of(
                RecordKind.CONFIG,
                at,
                Obj.builder().put("what", what).put("from", from).put("to", to).put("by", by));
    }

    /**
     * The process stood still.
     *
     * @param at when it went on
     */
    public static AuditRecord pause(Instant at, Duration length) {
        return of(RecordKind.PAUSE, at, Obj.builder().put("dur_ns", Num.of(length.toNanos())));
    }

    /** @param previous the epoch given up, and what was found there; empty on a first start and when one goes on */
    static AuditRecord start(
            Instant at, String version, String key, boolean clean, Optional<GivenUp> previous) {
        Obj.Builder fields =
                Obj.builder().put("version", version).put("key", key).put("clean", Bool.of(clean));
        previous.ifPresent(p ->
                fields.put(
                        "previous",
                        Obj.of("log", Str.of(p.log())).with("found", Str.of(p.found()))));
        return of(RecordKind.START, at, fields);
    }

    /** An epoch that is not continued. */
    record GivenUp(String log, String found) {}

    static AuditRecord stop(Instant at, String reason) {
        return of(RecordKind.STOP, at, Obj.builder().put("reason", reason));
    }

    static AuditRecord recovery(Instant at, long bytes, Hash sha256, long afterSeq) {
        return of(
                RecordKind.RECOVERY,
                at,
                Obj.builder()
                        .put("bytes", Num.of(bytes))
                        .put("sha256", sha256.base64())
                        .put("after_seq", Num.of(afterSeq)));
    }

    /**
     * The first record of a later segment.
     *
     * @param closedBytes how much of the closed file counts
     * @param edge of the tree before this record
     * @param prunedTo last seq removed so far, -1 for none
     */
    static AuditRecord rotate(
            Instant at,
            String closed,
            long closedBytes,
            String key,
            List<Hash> edge,
            long prunedTo) {
        Array.Builder hashes = Array.builder();
        edge.forEach(h -> hashes.add(Str.of(h.base64())));
        Obj.Builder fields =
                Obj.builder()
                        .put(
                                "closed",
                                Obj.of("file", Str.of(closed)).with("bytes", Num.of(closedBytes)))
                        .put("key", key)
                        .put("edge", hashes.build());
        if (prunedTo >= 0) {
            fields.put("pruned", Obj.of("first", Num.of(0)).with("last", Num.of(prunedTo)));
        }
        return of(RecordKind.ROTATE, at, fields);
    }

    static AuditRecord gap(Instant at, Gap gap) {
        Obj.Builder byClass = Obj.builder();
        gap.byClass().forEach((c, n) -> byClass.put(c.text(), Num.of(n)));
        return of(
                RecordKind.GAP,
                at,
                Obj.builder()
                        .put("lost", Num.of(gap.lost()))
                        .put("by_class", byClass.build())
                        .put("first_id", gap.firstId())
                        .put("last_id", gap.lastId())
                        .put("since", Timestamps.text(gap.since()))
                        .put("until", Timestamps.text(gap.until()))
                        .put("cause", gap.cause().text()));
    }

    private static AuditRecord of(RecordKind kind, Instant at, Obj.Builder fields) {
        return AuditRecord.of(kind, RecordClass.CONTROL, "", at, fields.build());
    }
}
