package dev.meshwarden.webhook.config;

import java.time.Duration;
import java.util.List;

/**
 * The serving certificate, made by the program's own CA in {@code DATA/tls}.
 *
 * @param minVersion {@code 1.2} or {@code 1.3}
 * @param extraSans DNS names and addresses beside localhost
 * @param leafLifetime of the serving certificate
 * @param caLifetime of a CA
 * @param publishStage how long a new CA is only published before it signs
 */
public record TlsConfig(
        String minVersion,
        List<String> extraSans,
        Duration leafLifetime,
        Duration caLifetime,
        Duration publishStage) {
    public static final TlsConfig STANDARD =
            new TlsConfig(
                    "1.2",
                    List.of(),
                    Duration.ofDays(30),
                    Duration.ofDays(365),
                    Duration.ofDays(24));

    public TlsConfig {
        extraSans = List.copyOf(extraSans);
    }
}
