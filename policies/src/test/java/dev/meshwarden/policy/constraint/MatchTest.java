package dev.meshwarden.policy.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Optional;

class MatchTest {
    private static final Obj POD =
            object(
                    "{apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: pay, labels:"
                            + " {app: web, tier: gold}}}");
    private static final Obj NAMESPACE =
            object("{apiVersion: v1, kind: Namespace, metadata: {name: pay, labels: {env: prod}}}");
    private static final Obj ROLE =
            object(
                    "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name:"
                            + " r}}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|YES",
                "{kinds: [{apiGroups: [''], kinds: [Pod]}]}|YES",
                "{kinds: [{kinds: [Pod]}]}|YES",
                "{kinds: [{apiGroups: ['*'], kinds: ['*']}]}|YES",
                "{kinds: [{}]}|YES",
                "{kinds: [{apiGroups: [apps], kinds: [Pod]}]}|NO",
                "{kinds: [{kinds: [Deployment]}, {kinds: [Pod]}]}|YES",
                "{scope: Namespaced}|YES",
                "{scope: Cluster}|NO",
                "{scope: '*'}|YES",
                "{namespaces: [pay]}|YES",
                "{namespaces: [p*, x]}|YES",
                "{namespaces: [order]}|NO",
                "{excludedNamespaces: ['*ay']}|NO",
                "{excludedNamespaces: [order]}|YES",
                "{labelSelector: {matchLabels: {app: web}}}|YES",
                "{labelSelector: {matchLabels: {app: db}}}|NO",
                "{labelSelector: {matchExpressions: [{key: tier, operator: In, values:"
                        + " [gold]}]}}|YES",
                "{labelSelector: {matchExpressions: [{key: tier, operator: NotIn, values:"
                        + " [gold]}]}}|NO",
                "{labelSelector: {matchExpressions: [{key: none, operator: NotIn, values:"
                        + " [x]}]}}|YES",
                "{labelSelector: {matchExpressions: [{key: app, operator: Exists}]}}|YES",
                "{labelSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}|NO",
                "{namespaceSelector: {matchLabels: {env: prod}}}|YES",
                "{namespaceSelector: {matchLabels: {env: dev}}}|NO",
                "{name: web-*}|YES",
                "{name: web}|NO",
                "{names: [db-*, web-1]}|YES",
                "{names: [db-*]}|NO",
                "{source: Original}|YES",
                "{source: Generated}|NO",
                "{operations: [CREATE]}|YES",
                "{operations: ['*']}|YES",
                "{operations: [UPDATE, DELETE]}|NO",
                "{namespaces: [pay], name: other}|NO",
            })
    void coversAPodInItsNamespace(String match, Fit fit) {
        assertThat(match(match).fits(create(POD), Optional.of(NAMESPACE))).isEqualTo(fit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scope: Cluster}|YES",
                "{scope: Namespaced}|NO",
                "{namespaces: [other]}|NO",
                "{namespaces: [pay]}|YES",
                "{excludedNamespaces: [pay]}|NO",
                "{namespaceSelector: {matchLabels: {env: prod}}}|YES",
                "{namespaceSelector: {matchLabels: {env: dev}}}|NO",
            })
    void takesANamespaceByItsOwnNameAndLabels(String match, Fit fit) {
        assertThat(match(match).fits(create(NAMESPACE), Optional.empty())).isEqualTo(fit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scope: Cluster}|YES",
                "{namespaces: [pay]}|YES",
                "{excludedNamespaces: [pay]}|YES",
                "{namespaceSelector: {matchLabels: {env: prod}}}|YES",
            })
    void namespaceFieldsHoldForClusterScopedObjects(String match, Fit fit) {
        assertThat(match(match).fits(create(ROLE), Optional.empty())).isEqualTo(fit);
    }

    @Test
    void anUnknownNamespaceCannotBeSelected() {
        Match byLabels = match("{namespaceSelector: {matchLabels: {env: prod}}}");
        assertThat(byLabels.fits(create(POD), Optional.empty())).isEqualTo(Fit.NEEDS_NAMESPACE);
        Match elsewhere = match("{name: x, namespaceSelector: {matchLabels: {env: prod}}}");
        assertThat(elsewhere.fits(create(POD), Optional.empty())).isEqualTo(Fit.NO);
    }

    @Test
    void theOldObjectIsEnough() {
        Obj unlabelled =
                object("{apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: pay}}");
        Review update =
                Reviews.ofManifest(
                        unlabelled,
                        Operation.UPDATE,
                        Optional.of(POD),
                        Optional.empty(),
                        Instant.EPOCH);
        assertThat(
                        match("{labelSelector: {matchLabels: {app: web}}}")
                                .fits(update, Optional.empty()))
                .isEqualTo(Fit.YES);
        assertThat(
                        match("{labelSelector: {matchLabels: {app: db}}}")
                                .fits(update, Optional.empty()))
                .isEqualTo(Fit.NO);
    }

    @Test
    void aGeneratedNameFitsByItsPrefix() {
        Obj generated =
                object(
                        "{apiVersion: v1, kind: Pod, metadata: {generateName: web-, namespace:"
                                + " pay}}");
        assertThat(match("{name: web-*}").fits(create(generated), Optional.empty()))
                .isEqualTo(Fit.YES);
        assertThat(match("{name: web-1}").fits(create(generated), Optional.empty()))
                .isEqualTo(Fit.NO);
    }

    private static Review create(Obj object) {
        return Reviews.ofManifest(
                object, Operation.CREATE, Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    /** Through the reader, as users write it. */
    private static Match match(String yaml) {
        var source =
                new Source(
                        "c.yaml",
                        "{apiVersion: policy.meshwarden.io/v1, kind: Constraint, metadata: {name:"
                                + " c}, spec: {rule: R, match: "
                                + yaml
                                + "}}");
        var parsed = ConstraintReader.read(source, YamlReader.manifests(source.text()).getFirst());
        return switch (parsed) {
            case PolicyObject.Parsed.Read<Constraint>(var constraint) -> constraint.match();
            case PolicyObject.Parsed.Failed<Constraint>(var why) -> throw new AssertionError(why);
        };
    }

    private static Obj object(String yaml) {
        return (Obj) YamlReader.manifests(yaml).getFirst().value();
    }
}
