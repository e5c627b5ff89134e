package dev.meshwarden.webhook.config;

/**
 * Where the two ports listen.
 *
 * @param address of both; {@code 0.0.0.0} for all
 * @param port of admission, TLS; 0 for any free one
 * @param adminPort of health, metrics and version; 0 for any free one
 */
public record ListenConfig(String address, int port, int adminPort) {
    public static final ListenConfig STANDARD = new ListenConfig("127.0.0.1", 8443, 9443);

    public ListenConfig withAddress(String other) {
        return new ListenConfig(other, port, adminPort);
    }

    public ListenConfig withPort(int other) {
        return new ListenConfig(address, other, adminPort);
    }

    public ListenConfig withAdminPort(int other) {
        return new ListenConfig(address, port, other);
    }
}
