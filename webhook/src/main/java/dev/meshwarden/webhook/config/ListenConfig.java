package dev.meshwarden.webhook.config;

/**
 * Where the two ports listen.
 *
 * @param address of both; {@code 0.0.0.0} for all
 * @param port of admission, TLS; 0 for any free one
 * @param adminPort of health, metrics and version; 0 for any free one
 * @param adminTokenFile holds a token that the admin port takes beside its own, for one who asks all replicas; it may be absent
 */
public record ListenConfig(String address, int port, int adminPort, String adminTokenFile) {
    public static final ListenConfig STANDARD = new ListenConfig("127.0.0.1", 8443, 9443);

    public ListenConfig(String address, int port, int adminPort) {
        this(address, port, adminPort, "");
    }

    public ListenConfig withAddress(String other) {
        return new ListenConfig(other, port, adminPort, adminTokenFile);
    }

    public ListenConfig withPort(int other) {
        return new ListenConfig(address, other, adminPort, adminTokenFile);
    }

    public ListenConfig withAdminPort(int other) {
        return new ListenConfig(address, port, other, adminTokenFile);
    }

    public ListenConfig withAdminTokenFile(String other) {
        return new ListenConfig(address, port, adminPort, other);
    }
}
