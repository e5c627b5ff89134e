package dev.meshwarden.webhook.kube.manifests;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

import java.util.List;

/**
 * For clusters with the Prometheus operator: how the replicas' metrics are read, and when somebody must be told. A Prometheus without the
 * operator takes the same rules, which are all that lies under the {@code spec} of the second.
 */
final class Monitoring {
    private Monitoring() {}

    static List<HasMetadata> of(InstallOptions options) {
        return List.of(pods(options.namespace()), rules(options.namespace()));
    }

    private static HasMetadata object(String yaml) {
        return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    }

    /** Names of the serving certificate are the Service's, not the pods', so it is not verified; the network policy says who is there. */
    private static HasMetadata pods(String namespace) {
        return object(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: PodMonitor
                metadata:
                  name: meshwarden
                  namespace: %s
                  labels: {app.kubernetes.io/name: meshwarden}
                spec:
                  selector:
                    matchLabels: {app.kubernetes.io/name: meshwarden}
                  podMetricsEndpoints:
                  - port: admin
                    path: /metrics
                    scheme: https
                    tlsConfig: {insecureSkipVerify: true}
                    authorization:
                      credentials: {name: %s, key: token}
                """
                        .formatted(namespace, Pod.ADMIN_SECRET));
    }

    private static HasMetadata rules(String namespace) {
        return object(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata:
                  name: meshwarden
                  namespace: %s
                  labels: {app.kubernetes.io/name: meshwarden}
                spec:
                  groups:
                  - name: meshwarden
                    rules:
                    - alert: MeshwardenGone
                      expr: absent(meshwarden_build_info)
                      for: 5m
                      labels: {severity: critical}
                      annotations:
                        summary: No replica is seen; entries at Fail refuse every Istio write.
                        description: Look at the pods. As a way out scale the StatefulSet to 0, then delete the webhook configurations.
                    - alert: MeshwardenFailsFast
                      expr: >-
                        sum(rate(meshwarden_admission_reviews_total{code=~"5.."}[1h]))
                        / sum(rate(meshwarden_admission_reviews_total[1h])) > 14.4 * 0.0005
                      labels: {severity: critical}
                      annotations:
                        summary: At this rate the month's allowance of failed reviews is gone in two days.
                    - alert: MeshwardenFailsSlowly
                      expr: >-
                        sum(rate(meshwarden_admission_reviews_total{code=~"5.."}[6h]))
                        / sum(rate(meshwarden_admission_reviews_total[6h])) > 6 * 0.0005
                      labels: {severity: warning}
                      annotations:
                        summary: At this rate the month's allowance of failed reviews is gone in five days.
                    - alert: MeshwardenSheds
                      expr: >-
                        sum(increase(meshwarden_admission_shed_total[5m]))
                        / sum(increase(meshwarden_admission_reviews_total[5m])) > 0.001
                      labels: {severity: warning}
                      annotations:
                        summary: More than one review in a thousand is turned away for lack of room.
                    - alert: MeshwardenLeafEnds
                      expr: meshwarden_tls_leaf_not_after_seconds - time() < 24 * 3600
                      for: 5m
                      labels: {severity: critical}
                      annotations:
                        summary: A serving certificate ends within a day; it should have been renewed long before.
                        description: The log and /readyz?verbose of that replica say why.
                    - alert: MeshwardenCaEnds
                      expr: max(meshwarden_tls_ca_not_after_seconds) - time() < 30 * 24 * 3600
                      for: 1h
                      labels: {severity: warning}
                      annotations:
                        summary: The newest CA ends within 30 days, and none comes after it.
                    - alert: MeshwardenCertificateTrouble
                      expr: meshwarden_tls_trouble_seconds > 24 * 3600
                      labels: {severity: warning}
                      annotations:
                        summary: For a day a replica cannot read its CA, or something else about its certificates is amiss.
                        description: /readyz?verbose of that replica says what; its certificates go on under the CA that it knows.
                    - alert: MeshwardenBundleMismatch
                      expr: max(meshwarden_tls_bundle_mismatch) == 1
                      for: 2m
                      labels: {severity: critical}
                      annotations:
                        summary: A webhook entry does not carry our CA bundle; the API server may refuse our certificate.
                    - alert: MeshwardenCanaryLost
                      expr: meshwarden_canary_success == 0
                      for: 2m
                      labels: {severity: critical}
                      annotations:
                        summary: Calls through the API server do not arrive.
                    - alert: MeshwardenRegistrationFails
                      expr: max(meshwarden_registration_failing) == 1
                      for: 2m
                      labels: {severity: warning}
                      annotations:
                        summary: The webhook configurations cannot be read or written.
                        description: The log of the leader says what the API server answers.
                    - alert: MeshwardenContested
                      expr: max(meshwarden_registration_contested) == 1
                      labels: {severity: warning}
                      annotations:
                        summary: Somebody keeps reverting the webhook configurations.
                        description: The log names the field manager. Who keeps them in Git wants registration.mode external.
                    - alert: MeshwardenDrift
                      expr: sum by (field) (meshwarden_registration_drift) > 0
                      for: 5m
                      labels: {severity: warning}
                      annotations:
                        summary: The webhook configurations differ from what the policies need.
                    - alert: MeshwardenUnmatchedKind
                      expr: max(meshwarden_registration_unmatched) > 0
                      labels: {severity: warning}
                      annotations:
                        summary: The cluster has an Istio kind that no entry asks about (unmatched Istio CRD).
                        description: The log and /readyz?verbose of the leader name it; registration.ignoredKinds takes it out.
                    - alert: MeshwardenLeaderless
                      expr: sum(meshwarden_leader) == 0
                      for: 2m
                      labels: {severity: warning}
                      annotations:
                        summary: No replica leads; nobody keeps the registration and the CA.
                    - alert: MeshwardenPoliciesRefused
                      expr: max(meshwarden_policy_refused) == 1
                      for: 5m
                      labels: {severity: warning}
                      annotations:
                        summary: A newer policy set is refused; the one before stays in force.
                        description: /readyz?verbose says what is wrong with it.
                    - alert: MeshwardenAuditStuck
                      expr: meshwarden_audit_stuck == 1
                      for: 1m
                      labels: {severity: critical}
                      annotations:
                        summary: The audit log cannot be written; what must be recorded is refused.
                    - alert: MeshwardenAuditLost
                      expr: meshwarden_audit_lost > 0
                      labels: {severity: critical}
                      annotations:
                        summary: Audit records were lost since the replica started.
                    - alert: MeshwardenBreakGlass
                      expr: sum(increase(meshwarden_admission_reviews_total{verdict="break_glass"}[10m])) > 0
                      labels: {severity: warning}
                      annotations:
                        summary: Somebody passed a denial by break-glass.
                """
                        .formatted(namespace));
    }
}
