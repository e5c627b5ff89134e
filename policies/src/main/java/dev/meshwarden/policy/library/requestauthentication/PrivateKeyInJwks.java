package dev.meshwarden.policy.library.requestauthentication;

import dev.meshwarden.policy.library.Docs;
import dev.meshwarden.policy.library.Node;
import dev.meshwarden.policy.library.Subject;
import dev.meshwarden.policy.rule.Answer;
import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.Rule;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Severity;
import dev.meshwarden.policy.rule.Violation;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.ReadOptions;

import java.util.ArrayList;
import java.util.List;

/** MW-JWT-004: inline keys that hold their private half. The key is never echoed. */
public final class PrivateKeyInJwks implements Rule {
    private static final List<String> PRIVATE_MEMBERS =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final RuleDoc DOC =
            Docs.rule(
                            "MW-JWT-004",
                            Severity.CRITICAL,
                            "Private key material in inline JWKS",
                            "A jwtRule whose inline jwks holds a symmetric key or the private half"
                                    + " of a key pair.",
                            "Publish only public keys and rotate the exposed one.")
                    .kinds("security.istio.io", "RequestAuthentication")
                    .build();

    @Override
    public RuleDoc doc() {
        return DOC;
    }

    @Override
    public Answer answer(Question question) {
        var subject = new Subject(question);
        List<Violation> found = new ArrayList<>();
        int i = 0;
        for (Node rule : subject.spec().field("jwtRules").items()) {
            Node jwks = rule.field("jwks");
            for (Node key : keys(jwks.text())) {
                if (isPrivate(key)) {
                    String message =
                            "jwtRules[%d].jwks of %s contains private key material (kid %s); treat the key as leaked."
                                    .formatted(i, subject.fullName(), key.field("kid").text());
                    found.add(Docs.violation(DOC, "", message, jwks));
                }
            }
            i++;
        }
        return new Answer.Checked(found, List.of(), List.of());
    }

    private static List<Node> keys(String jwks) {
        if (jwks.isEmpty()) {
            return List.of();
        }
        try {
            return Node.of(new JsonReader(ReadOptions.MANIFEST).parse(jwks)).field("keys").items();
        } catch (MalformedText _) {
            return List.of(); // no JWKS: istiod refuses it, and there is no key in it
        }
    }

    private static boolean isPrivate(Node key) {
        return key.field("kty").is("oct") || PRIVATE_MEMBERS.stream().anyMatch(key::has);
    }
}
