package dev.meshwarden.webhook.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;

import java.util.Objects;

/** What an API server said to a call that failed, for people. */
public final class ApiAnswer {
    private ApiAnswer() {}

    /** The status code and its message, or why there was no answer; one line. The client's own words hold the whole answer, twice. */
    public static String of(Throwable failure) {
        if (failure instanceof KubernetesClientException answer && answer.getStatus() != null) {
            return answer.getCode() + " " + answer.getStatus().getMessage();
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = Objects.toString(root.getMessage(), root.getClass().getSimpleName());
        String line = said.lines().findFirst().orElse("");
        return failure instanceof KubernetesClientException ? "no answer, " + line : line;
    }
}
