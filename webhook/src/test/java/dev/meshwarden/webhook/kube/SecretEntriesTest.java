package dev.meshwarden.webhook.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.certs.pki.CaProfile;
import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.KeyKind;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

class SecretEntriesTest {
    private static final Instant NOW = Instant.parse("2030-05-01T10:00:00Z");

    private static Generation generation() {
        return new CaProfile(KeyKind.P256, Duration.ofDays(365)).create(NOW);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenReadsAsItWas() {
        Generation a = generation();
        Generation b = generation();
        Map<String, String> data = SecretEntries.with(SecretEntries.with(Map.of(), a), b);
        assertThat(data).hasSize(4);
        assertThat(SecretEntries.read(data).generations()).containsExactlyInAnyOrder(a, b);
        assertThat(SecretEntries.read(data).ignored()).isEmpty();
        assertThat(SecretEntries.without(data, a.id())).isEqualTo(SecretEntries.with(Map.of(), b));
    }

    @Test
    void halvesGarbageAndMixedPairsAreNamedAndTheOthersCount() {
        Generation whole = generation();
        Generation half = generation();
        Generation mixed = generation();
        Generation renamed = generation();
        Map<String, String> data = new TreeMap<>(SecretEntries.with(Map.of(), whole));
        data.putAll(SecretEntries.with(Map.of(), half));
        data.remove("ca-" + half.id() + ".key");
        data.putAll(SecretEntries.with(Map.of(), mixed));
        data.put("ca-" + mixed.id() + ".key", data.get("ca-" + whole.id() + ".key"));
        Map<String, String> moved = SecretEntries.with(Map.of(), renamed);
        data.put("ca-0123456789abcdef.crt", moved.get("ca-" + renamed.id() + ".crt"));
        data.put("ca-0123456789abcdef.key", moved.get("ca-" + renamed.id() + ".key"));
        data.put("ca-00000000000000aa.crt", "%%% no base64");
        data.put("ca-00000000000000aa.key", "%%%");
        data.put("ca-00000000000000bb.crt", base64("-----BEGIN CERTIFICATE-----"));
        data.put("ca-00000000000000bb.key", base64(""));
        data.put("note", base64("somebody's"));

        var read = SecretEntries.read(data);

        assertThat(read.generations()).containsExactly(whole);
        assertThat(read.ignored()).hasSize(5);
        assertThat(SecretEntries.without(data, whole.id())).containsKey("note");
    }
}
