package dev.meshwarden.webhook.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports and addresses that nobody listens on. */
final class Ports {
    /** Port of our Service, and of the process behind it: without kube-proxy they are one. */
    static final int SERVICE = 8443;

    private static final int TRIES = 100;

    private Ports() {}

    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** An address for the Service: all of 127.0.0.0/8 is this machine, on Linux. */
    static String clusterIp() throws IOException {
        var random = new Random();
        for (int i = 0; i < TRIES; i++) {
            String address = "127.66.0." + random.nextInt(20, 250);
            if (isFree(address)) {
                return address;
            }
        }
        throw new IOException("no free address in 127.66.0.0/24");
    }

    private static boolean isFree(String address) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, SERVICE));
            return true;
        } catch (IOException _) {
            return false; // taken by another run
        }
    }
}
