package dev.meshwarden.policy.constraint;

import dev.meshwarden.policy.rule.EnforcementAction;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.YamlDocument;

import java.util.Map;
import java.util.Optional;

/** Reads {@code kind: Constraint}. Whether its rule exists is not known here. */
public final class ConstraintReader {
    public static final String KIND = "Constraint";

    private static final Map<String, String> HINTS =
            Map.of(
                    "action", "did you mean `enforcementAction`?",
                    "kinds", "it belongs into `match`",
                    "namespaces", "it belongs into `match`");

    private ConstraintReader() {}

    public static PolicyObject.Parsed<Constraint> read(Source source, YamlDocument document) {
        return PolicyObject.read(
                source,
                document,
                Code.CONSTRAINT,
                (name, spec) -> {
                    Obj whole = document.value() instanceof Obj o ? o : Obj.EMPTY;
                    var constraint =
                            new Constraint(
                                    name,
                                    spec.requiredText("rule"),
                                    spec.choice(
                                            "enforcementAction",
                                            MatchReader.byText(
                                                    EnforcementAction.values(),
                                                    EnforcementAction::text)),
                                    MatchReader.read(spec, "match"),
                                    spec.object("parameters"),
                                    onError(spec),
                                    spec.at("rule"),
                                    whole);
                    spec.end(HINTS);
                    return constraint;
                });
    }

    /** The key {@code onError}. */
    public static Optional<OnError> onError(Node spec) {
        return spec.choice("onError", MatchReader.byText(OnError.values(), OnError::text));
    }
}
