package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoText;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

/** Values as Go prints them, which is how OPA's messages on METADATA show them: {@code map[name:x]}. */
final class GoText {
    private GoText() {}

    static String of(Value value) {
        return switch (value) {
            case Str s -> s.text();
            case Obj o -> {
                var out = new StringBuilder("map[");
                for (int i = 0; i < o.size(); i++) {
                    out.append(i == 0 ? "" : " ")
                            .append(of(o.keyAt(i)))
                            .append(':')
                            .append(of(o.valueAt(i)));
                }
                yield out.append(']').toString();
            }
            case Array a ->
                    "[" + String.join(" ", a.asList().stream().map(GoText::of).toList()) + "]";
            default -> RegoText.of(value);
        };
    }
}
