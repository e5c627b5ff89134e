package dev.meshwarden.webhook.assembly;

import dev.meshwarden.policy.decision.Breakers;
import dev.meshwarden.policy.decision.Decider;
import dev.meshwarden.webhook.metrics.Metrics;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Sees to it that rules which cost too much are left alone while serving, and that log and metrics name them. */
record SkippedRules(Metrics metrics) implements Breakers.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRules.class);

    /** The decider that serves: a new set of policies starts without a record. */
    Decider guard(Decider decider) {
        return decider.guardedBy(new Breakers(System::nanoTime, this));
    }

    @Override
    public void opened(String rule, String where, String why, Duration forHowLong) {
        LOG.warn("{} is not asked {} for {} s: {}", rule, where, forHowLong.toSeconds(), why);
        metrics.ruleSkipped(rule);
    }
}
