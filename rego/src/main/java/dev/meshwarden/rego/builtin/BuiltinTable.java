package dev.meshwarden.rego.builtin;

import dev.meshwarden.rego.builtin.aggregates.AggregateBuiltins;
import dev.meshwarden.rego.builtin.aws.AwsBuiltins;
import dev.meshwarden.rego.builtin.collections.CollectionBuiltins;
import dev.meshwarden.rego.builtin.crypto.CryptoBuiltins;
import dev.meshwarden.rego.builtin.deprecated.DeprecatedBuiltins;
import dev.meshwarden.rego.builtin.encoding.EncodingBuiltins;
import dev.meshwarden.rego.builtin.glob.GlobBuiltins;
import dev.meshwarden.rego.builtin.graph.GraphBuiltins;
import dev.meshwarden.rego.builtin.graphql.GraphqlBuiltins;
import dev.meshwarden.rego.builtin.http.HttpBuiltins;
import dev.meshwarden.rego.builtin.infix.InfixBuiltins;
import dev.meshwarden.rego.builtin.json.JsonBuiltins;
import dev.meshwarden.rego.builtin.jsonpatch.JsonPatchBuiltins;
import dev.meshwarden.rego.builtin.jsonschema.JsonSchemaBuiltins;
import dev.meshwarden.rego.builtin.jwt.JwtBuiltins;
import dev.meshwarden.rego.builtin.lookup.LookupBuiltins;
import dev.meshwarden.rego.builtin.net.NetBuiltins;
import dev.meshwarden.rego.builtin.numbers.NumberBuiltins;
import dev.meshwarden.rego.builtin.regex.RegexBuiltins;
import dev.meshwarden.rego.builtin.rego.RegoBuiltins;
import dev.meshwarden.rego.builtin.strings.StringBuiltins;
import dev.meshwarden.rego.builtin.template.TemplateBuiltins;
import dev.meshwarden.rego.builtin.time.TimeBuiltins;
import dev.meshwarden.rego.builtin.tracing.TracingBuiltins;
import dev.meshwarden.rego.builtin.types.TypeBuiltins;
import dev.meshwarden.rego.builtin.units.UnitBuiltins;
import dev.meshwarden.rego.builtin.uri.UriBuiltins;
import dev.meshwarden.rego.builtin.uuid.UuidBuiltins;
import dev.meshwarden.rego.builtin.x509.X509Builtins;
import dev.meshwarden.rego.builtin.yaml.YamlBuiltins;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every builtin, a family a line; each family's own table has one line a builtin. What OPA's
 * capabilities file has and this table has not stands in {@code missing-builtins.yaml}, which a test
 * holds.
 */
public final class BuiltinTable {
    private static final List<List<Builtin>> FAMILIES =
            List.of(
                    InfixBuiltins.ALL,
                    NumberBuiltins.ALL,
                    AggregateBuiltins.ALL,
                    StringBuiltins.ALL,
                    CollectionBuiltins.ALL,
                    TypeBuiltins.ALL,
                    JsonBuiltins.ALL,
                    RegexBuiltins.ALL,
                    GlobBuiltins.ALL,
                    NetBuiltins.ALL,
                    EncodingBuiltins.ALL,
                    UnitBuiltins.ALL,
                    TimeBuiltins.ALL,
                    TemplateBuiltins.ALL,
                    TracingBuiltins.ALL,
                    DeprecatedBuiltins.ALL,
                    CryptoBuiltins.ALL,
                    X509Builtins.ALL,
                    GraphBuiltins.ALL,
                    JsonPatchBuiltins.ALL,
                    JsonSchemaBuiltins.ALL,
                    GraphqlBuiltins.ALL,
                    HttpBuiltins.ALL,
                    JwtBuiltins.ALL,
                    AwsBuiltins.ALL,
                    LookupBuiltins.ALL,
                    RegoBuiltins.ALL,
                    UriBuiltins.ALL,
                    UuidBuiltins.ALL,
                    YamlBuiltins.ALL);

    private static final Map<String, Builtin> BY_NAME = byName();

    private BuiltinTable() {}

    private static Map<String, Builtin> byName() {
        Map<String, Builtin> table = new LinkedHashMap<>();
        for (List<Builtin> family : FAMILIES) {
            for (Builtin b : family) {
                if (table.put(b.name(), b) != null) {
                    throw new IllegalStateException("bug: two builtins named " + b.name());
                }
            }
        }
        return table;
    }

    /** Null when there is no such builtin. */
    public static @Nullable Builtin find(String name) {
        return BY_NAME.get(name);
    }

    /** In the table's order. */
    public static List<Builtin> all() {
        return List.copyOf(BY_NAME.values());
    }
}
