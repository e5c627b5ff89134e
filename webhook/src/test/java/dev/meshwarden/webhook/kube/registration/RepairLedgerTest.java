package dev.meshwarden.webhook.kube.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RepairLedgerTest {
    private final RepairLedger ledger = new RepairLedger();

    @Test
    void twoRepairsOfOneConfigurationAreApartAndStillWithinTenSeconds() {
        ledger.repaired("meshwarden", "argocd", at(0));

        assertThat(ledger.mayRepair("meshwarden", at(4))).isFalse();
        assertThat(ledger.mayRepair("meshwarden", at(6))).isTrue();
        assertThat(ledger.mayRepair("meshwarden-mutate", at(1))).isTrue();
    }

    @Test
    void theThirdRepairInTenMinutesIsAFight() {
        ledger.repaired("meshwarden", "argocd", at(0));
        ledger.repaired("meshwarden", "argocd", at(300));
        assertThat(ledger.contestedBy(at(300))).isEmpty();

        ledger.repaired("meshwarden", "argocd", at(590));

        assertThat(ledger.contestedBy(at(590))).contains("argocd");
        assertThat(ledger.contestedBy(at(601))).as("the first is forgotten").isEmpty();
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
