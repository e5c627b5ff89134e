package dev.meshwarden.webhook.kube;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;
import dev.meshwarden.certs.store.StoredGenerations;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generations as entries of a Secret: {@code ca-<id>.crt} and {@code ca-<id>.key}, PEM in base64. */
final class SecretEntries {
    private static final Pattern CERTIFICATE = Pattern.compile("ca-([0-9a-f]{16})\\.crt");

    private SecretEntries() {}

    /** Whole and readable generations; a half, garbage or a mixed pair is named and left out. */
    static StoredGenerations read(Map<String, String> data) {
        List<Generation> found = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        new TreeMap<>(data)
                .forEach((name, certificate) -> {
                    Matcher matcher = CERTIFICATE.matcher(name);
                    if (!matcher.matches()) {
                        return;
                    }
                    String id = matcher.group(1);
                    String key = data.get(keyOf(id));
                    if (key == null) {
                        ignored.add(name + ": its key is missing");
                        return;
                    }
                    try {
                        Generation generation =
                                Generation.of(
                                        Pem.certificates(text(certificate)).getFirst(),
                                        Pem.privateKey(text(key)));
                        if (generation.id().equals(id)) {
                            found.add(generation);
                        } else {
                            ignored.add(name + ": holds the generation " + generation.id());
                        }
                    } catch (MalformedPemException | IllegalArgumentException e) {
                        ignored.add(name + " or its key: " + e.getMessage());
                    }
                });
        return new StoredGenerations(found, ignored);
    }

    static Map<String, String> with(Map<String, String> data, Generation generation) {
        var all = new TreeMap<>(data);
        all.put(certificateOf(generation.id()), base64(Pem.of(generation.certificate())));
        all.put(keyOf(generation.id()), base64(Pem.of(generation.key())));
        return all;
    }

    static Map<String, String> without(Map<String, String> data, String id) {
        var all = new TreeMap<>(data);
        all.remove(certificateOf(id));
        all.remove(keyOf(id));
        return all;
    }

    private static String certificateOf(String id) {
        return "ca-" + id + ".crt";
    }

    private static String keyOf(String id) {
        return "ca-" + id + ".key";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }
}
