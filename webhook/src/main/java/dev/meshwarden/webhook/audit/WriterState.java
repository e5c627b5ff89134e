package dev.meshwarden.webhook.audit;

import java.time.Duration;
import java.util.Optional;

/** What the writer says of itself after each step. */
record WriterState(
        String log,
        long durableRecords,
        long signedRecords,
        Optional<String> trouble,
        Duration blockedFor,
        boolean diskFull,
        long freeBytes,
        AuditHealth.Space space,
        Optional<String> integrity) {}
