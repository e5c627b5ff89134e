package dev.meshwarden.rego.builtin.jsonschema;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/** Patterns of schemas by RE2, as in OPA: what RE2 cannot compile is refused, and no pattern takes more than linear time. */
final class LinearPatterns implements RegularExpressionFactory {
    private static final int LONGEST = 1_024;

    @Override
    public RegularExpression getRegularExpression(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("pattern too long");
        }
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }
}
