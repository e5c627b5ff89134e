package dev.meshwarden.webhook.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Somebody that the API server knows, and how they prove it.
 *
 * @param actsAs whom they impersonate
 */
record Identity(String name, Proof proof, Optional<ActsAs> actsAs) {

    sealed interface Proof {
        record Certificate(KubePki.Signed signed) implements Proof {}

        record Token(String token) implements Proof {}
    }

    record ActsAs(String user, List<String> groups) {}

    static Identity of(String name, Proof proof) {
        return new Identity(name, proof, Optional.empty());
    }

    static Identity of(String name, KubePki.Signed signed) {
        return of(name, new Proof.Certificate(signed));
    }

    static Identity of(String name, String token) {
        return of(name, new Proof.Token(token));
    }

    /** For a file of theirs. */
    String nickname() {
        return actsAs.map(ActsAs::user).orElse(name);
    }

    Identity actingAs(String user, List<String> groups) {
        return new Identity(name, proof, Optional.of(new ActsAs(user, List.copyOf(groups))));
    }

    /** A kubeconfig of one cluster, one user, one context, everything in the file itself. */
    String kubeconfig(String server, String caPem, String namespace) {
        String user =
                switch (proof) {
                    case Proof.Certificate(var signed) ->
                            "client-certificate-data: %s\n    client-key-data: %s"
                                    .formatted(
                                            base64(signed.certificatePem()),
                                            base64(signed.keyPem()));
                    case Proof.Token(var token) -> "token: " + token;
                };
        String acting =
                actsAs.map(other ->
                                "\n    as: %s\n    as-groups: [%s]"
                                        .formatted(
                                                other.user(),
                                                other.groups().stream()
                                                        .map(g -> '"' + g + '"')
                                                        .collect(Collectors.joining(", "))))
                        .orElse("");
        return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: e2e
          cluster:
            server: %s
            certificate-authority-data: %s
        users:
        - name: %s
          user:
            %s
        contexts:
        - name: e2e
          context: {cluster: e2e, user: %s, namespace: %s}
        current-context: e2e
        """
                .formatted(server, base64(caPem), name, user + acting, name, namespace);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
