package dev.meshwarden.policy.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class ReviewsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Obj POLICY =
            object(
                    "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"PeerAuthentication\","
                            + "\"metadata\":{\"name\":\"x\",\"namespace\":\"pay\"}}");

    @Test
    void aManifestBecomesTheRequestThatTheApiServerWouldSend() {
        Review review =
                Reviews.ofManifest(
                        POLICY,
                        Operation.CREATE,
                        Optional.empty(),
                        Optional.of(new User("ann", "", List.of("dev"))),
                        NOW);
        assertThat(JsonWriter.toJson(review.request().without(str("object"))))
                .isEqualTo(
                        "{\"dryRun\":false,"
                            + "\"kind\":{\"group\":\"security.istio.io\",\"kind\":\"PeerAuthentication\",\"version\":\"v1\"},"
                            + "\"name\":\"x\",\"namespace\":\"pay\",\"oldObject\":null,\"operation\":\"CREATE\","
                            + "\"resource\":{\"group\":\"security.istio.io\",\"resource\":\"peerauthentications\",\"version\":\"v1\"},"
                            + "\"uid\":\"\",\"userInfo\":{\"groups\":[\"dev\"],\"username\":\"ann\"}}");
        assertThat(review.object()).contains(POLICY);
        assertThat(review.phase()).isEqualTo(Phase.OFFLINE);
    }

    @Test
    void noUserIsNotTheAnonymousOne() {
        Review review = manifest(POLICY, Operation.CREATE);
        assertThat(review.user()).isEmpty();
        assertThat(review.request().get("userInfo")).isNull();
    }

    @Test
    void aDeletionHasTheOldObjectOnly() {
        Review review = manifest(POLICY, Operation.DELETE);
        assertThat(review.object()).isEmpty();
        assertThat(review.oldObject()).contains(POLICY);
        assertThat(review.subject()).isEqualTo(POLICY);
    }

    @Test
    void aNamespacedObjectWithoutNamespaceGoesIntoDefault() {
        Obj homeless =
                object("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\"}}");
        assertThat(manifest(homeless, Operation.CREATE).text("metadata", "namespace"))
                .isEqualTo("default");
        Obj namespace =
                object(
                        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"x\"}}");
        assertThat(manifest(namespace, Operation.CREATE).namespace()).isEmpty();
        Obj unknown =
                object(
                        "{\"apiVersion\":\"x.io/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"x\"}}");
        assertThat(manifest(unknown, Operation.CREATE).namespace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Gateway,gateways",
        "ServiceEntry,serviceentries",
        "Telemetry,telemetries",
        "Ingress,ingresses",
        "Endpoints,endpoints",
        "DestinationRule,destinationrules"
    })
    void resourcesAreNamedAsTheApiServerNamesThem(String kind, String resource) {
        assertThat(Scopes.resource(kind)).isEqualTo(resource);
    }

    @Test
    void anAdmissionReviewIsReadWhole() {
        Obj review =
                admission(
                        "\"uid\":\"u-1\",\"operation\":\"UPDATE\",\"dryRun\":true,\"namespace\":\"pay\",\"name\":\"x\","
                            + "\"userInfo\":{\"username\":\"ann\",\"uid\":\"7\",\"groups\":[\"a\",\"b\"]},"
                            + "\"object\":"
                                + JsonWriter.toJson(POLICY)
                                + ",\"oldObject\":"
                                + JsonWriter.toJson(POLICY));
        Reading.Read read = (Reading.Read) Reviews.ofAdmissionReview(review, Phase.VALIDATE, NOW);
        assertThat(read.review().uid()).isEqualTo("u-1");
        assertThat(read.review().operation()).isEqualTo(Operation.UPDATE);
        assertThat(read.review().dryRun()).isTrue();
        assertThat(read.review().user()).contains(new User("ann", "7", List.of("a", "b")));
        assertThat(read.review().oldObject()).contains(POLICY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"operation\":\"CREATE\"|request.uid must have 1 to 128 characters",
                "\"uid\":\"u\",\"operation\":\"create\"|request.operation must be CREATE, UPDATE,"
                        + " DELETE or CONNECT",
                "\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":[]|request.object must be an"
                        + " object or null",
                "\"uid\":\"u\",\"operation\":\"CREATE\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}|request.object"
                    + " is not of the kind that request.kind names",
                "\"uid\":\"u\",\"operation\":\"CREATE\",\"kind\":{\"group\":\"\",\"version\":\"v1\"}|request.kind"
                    + " must name a version and a kind",
                "\"uid\":\"u\",\"operation\":\"CREATE\",\"resource\":{}|request.resource must name"
                        + " a resource",
            })
    void whatIsWrongWithARequestIsSaid(String request, String reason) {
        assertThat(Reviews.ofAdmissionReview(admission(request), Phase.VALIDATE, NOW))
                .isEqualTo(new Reading.Refused(reason));
    }

    @Test
    void onlyVersionOneIsSpoken() {
        Obj beta =
                object(
                        "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\",\"request\":{}}");
        assertThat(Reviews.ofAdmissionReview(beta, Phase.VALIDATE, NOW))
                .isEqualTo(new Reading.Refused("apiVersion must be admission.k8s.io/v1"));
    }

    private static Review manifest(Obj object, Operation operation) {
        return Reviews.ofManifest(object, operation, Optional.empty(), Optional.empty(), NOW);
    }

    private static Obj admission(String fields) {
        String kind =
                fields.contains("\"kind\":{")
                        ? ""
                        : "\"kind\":{\"group\":\"security.istio.io\",\"version\":\"v1\",\"kind\":\"PeerAuthentication\"},";
        String resource =
                fields.contains("\"resource\":{")
                        ? ""
                        : "\"resource\":{\"group\":\"security.istio.io\",\"version\":\"v1\",\"resource\":\"peerauthentications\"},";
        return object(
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{"
                        + kind
                        + resource
                        + fields
                        + "}}");
    }

    private static Obj object(String json) {
        return (Obj) JsonReader.read(json);
    }

    private static Str str(String text) {
        return Str.of(text);
    }
}
