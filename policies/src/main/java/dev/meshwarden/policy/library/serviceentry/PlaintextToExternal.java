package dev.meshwarden.policy.library.serviceentry;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** MW-MULTI-003: traffic that leaves the mesh in a protocol without encryption. */
public final class PlaintextToExternal implements Rule {
    private static final List<String> PLAINTEXT =
            List.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB", "MONGO", "MYSQL", "REDIS");
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-MULTI-003",
                            Severity.MEDIUM,
                            "Plaintext protocol to an external service",
                            "A port of an external ServiceEntry with a plaintext protocol and no"
                                    + " DestinationRule that originates TLS.",
                            "Originate TLS with a DestinationRule or use protocol TLS or HTTPS.")
                    .kinds("networking.istio.io", "ServiceEntry")
                    .action(EnforcementAction.WARN)
                    .parameters(Obj.of("plaintextExternalHosts", Array.EMPTY))
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var external = new External(question);
        Subject subject = external.subject();
        if (!external.isExternal()) {
            return Answer.CLEAN;
        }
        List<String> excused = subject.parameters("plaintextExternalHosts");
        List<Violation> found = new ArrayList<>();
        for (Node port : subject.spec().field("ports").items()) {
            String number = port.field("number").value().toString();
            List<String> open =
                    external.hosts().stream()
                            .map(Node::text)
                            .filter(h -> !excused.contains(h))
                            .filter(h ->
                                    external.tlsModes(h, number).stream()
                                            .noneMatch(m -> !m.equals("DISABLE")))
                            .toList();
            String protocol = port.field("protocol").text().toUpperCase(Locale.ROOT);
            if (PLAINTEXT.contains(protocol) && !open.isEmpty()) {
                String message =
                        "ServiceEntry %s: port %s of %s leaves the mesh unencrypted%s."
                                .formatted(
                                        subject.fullName(),
                                        number,
                                        String.join(", ", open),
                                        external.withoutRules());
                found.add(Docs.violation(DOC, "", message, port));
            }
        }
        return new Answer.Checked(found, List.of(), List.of());
    }
}
