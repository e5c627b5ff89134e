package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;

import org.junit.jupiter.api.Test;

import java.util.List;

class ReviewCommandTest {
    private static final String REVIEW =
            """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-7",
             "kind":{"group":"security.istio.io","version":"v1","kind":"PeerAuthentication"},
             "resource":{"group":"security.istio.io","version":"v1","resource":"peerauthentications"},
             "operation":"CREATE","name":"lax","namespace":"payment",
             "object":{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication",
              "metadata":{"name":"lax","namespace":"payment"},"spec":{"mtls":{"mode":"%s"}}}}}
            """;

    @Test
    void theAnswerIsTheWebhooksOwn() throws Exception {
        Ran denied = review(REVIEW.formatted("DISABLE"));
        Ran allowed = review(REVIEW.formatted("STRICT"));

        assertThat(denied.exit()).isEqualTo(Exit.NO);
        assertThat(denied.out())
                .hasLineCount(1)
                .contains("\"uid\":\"u-7\"")
                .contains("\"allowed\":false")
                .contains("\"code\":403")
                .contains("MW-MTLS-002");
        assertThat(allowed.exit()).isEqualTo(Exit.OK);
        assertThat(allowed.out()).contains("\"allowed\":true");
    }

    @Test
    void yamlIsReadToo() throws Exception {
        String yaml =
                "apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\nrequest: "
                        + REVIEW.formatted("STRICT")
                                .replaceFirst("(?s).*?\"request\":", "")
                                .strip()
                                .replaceFirst("}$", "");

        assertThat(review(yaml).out()).contains("\"uid\":\"u-7\"").contains("\"allowed\":true");
    }

    @Test
    void whatIsNoReviewIsWrongInput() throws Exception {
        Ran ran = review("{\"kind\":\"Pod\"}");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("-: file_error: apiVersion must be admission.k8s.io/v1");
    }

    private static Ran review(String input) throws InterruptedException {
        return Ran.in(FixtureTree.root(), input, List.of("review", "-"));
    }
}
