package dev.meshwarden.policy.decision;

import dev.meshwarden.policy.rule.Question;
import dev.meshwarden.policy.rule.RuleDoc.Need;
import dev.meshwarden.policy.rule.Unchecked;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Optional;

/** Whether a question brings what a rule or clause cannot do without. */
final class Needs {
    private Needs() {}

    /** The first need that is not met. */
    static Optional<Unchecked> unmet(List<Need> needs, Question question) {
        return needs.stream()
                .filter(n -> !isMet(n, question))
                .findFirst()
                .map(n ->
                        switch (n) {
                            case Need.Mesh(var kinds) -> new Unchecked.NeedsMesh(kinds);
                            case Need.User _ -> new Unchecked.NeedsUser();
                            case Need.Setting(var name) -> new Unchecked.NeedsSetting(name);
                        });
    }

    private static boolean isMet(Need need, Question question) {
        return switch (need) {
            case Need.Mesh _ -> question.mesh().isPresent();
            case Need.User _ -> question.review().user().isPresent();
            case Need.Setting(var name) ->
                    switch (question.settings().get(name)) {
                        case null -> false;
                        case Null _ -> false;
                        case Str s -> !s.text().isEmpty();
                        case Array a -> a.size() > 0;
                        case Obj o -> o.size() > 0;
                        case Value _ -> true;
                    };
        };
    }
}
