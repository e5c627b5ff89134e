package dev.meshwarden.rego.diagnostic;

/** The kinds of diagnostics. Where OPA has a code, the text is OPA's, so that conformance cases can check it. */
public enum Code {
    PARSE("rego_parse_error"),
    COMPILE("rego_compile_error"),
    TYPE("rego_type_error"),
    UNSAFE_VAR("rego_unsafe_var_error"),
    RECURSION("rego_recursion_error"),
    FORMAT("rego_format_error"),
    EVAL_CONFLICT("eval_conflict_error"),
    EVAL_TYPE("eval_type_error"),
    EVAL_BUILTIN("eval_builtin_error"),
    EVAL_CANCEL("eval_cancel_error"),
    EVAL_INTERNAL("eval_internal_error"),
    EVAL_WITH_MERGE("eval_with_merge_error"),
    JSON("json_error"),
    YAML("yaml_error"),
    BUNDLE("bundle_error"),
    POLICY("policy_error"),
    CONSTRAINT("constraint_error"),
    CONFIG("config_error"),
    FIXTURE("fixture_error"),
    FILE("file_error");

    private final String text;

    Code(String text) {
        this.text = text;
    }

    /** As printed and as scripts match on it. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
