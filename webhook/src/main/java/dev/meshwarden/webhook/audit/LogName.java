package dev.meshwarden.webhook.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Whose log it is.
 *
 * @param cluster letters, digits, dots, dashes and underscores; anything else becomes a dash
 * @param instance as cluster
 */
record LogName(String cluster, String instance) {
    LogName {
        cluster = plain(cluster);
        instance = plain(instance);
    }

    /** With the host's name where no instance is given. */
    static LogName of(String cluster, String instance) {
        return new LogName(cluster, instance.isEmpty() ? hostName() : instance);
    }

    /** The key's name. */
    String text() {
        return cluster + "/" + instance;
    }

    /** The log's. */
    String of(String epoch) {
        return text() + "/" + epoch;
    }

    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.isEmpty() ? "-" : plain.substring(0, Math.min(plain.length(), 253));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unknown"; // a host that does not know itself still keeps a log
        }
    }
}
