package dev.meshwarden.policy.library.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Makes the field tables from Istio's own resource definitions and holds the shipped ones against them. */
final class FieldTablesTest {
    private static final String MODULE =
            "istio.io/api@v1.31.4/kubernetes/customresourcedefinitions.gen.yaml";

    @Test
    void shippedTablesAreWhatTheDefinitionsSay() throws IOException {
        Path definitions = definitions();
        assumeTrue(
                Files.exists(definitions),
                "SKIPPED: field tables are not compared, no " + definitions);
        Map<String, Value> tables = new TreeMap<>();
        for (var document : YamlReader.documents(Files.readString(definitions))) {
            Obj spec = object(document.value(), "spec");
            String key = text(spec, "group") + "/" + text(object(spec, "names"), "kind");
            for (Value version : (Array) member(spec, "versions")) {
                Obj schema = object(version, "schema", "openAPIV3Schema", "properties", "spec");
                Value table = compact(schema);
                Value other = tables.put(key, table);
                assertThat(other == null || other.equals(table))
                        .as("all versions of %s are alike", key)
                        .isTrue();
            }
        }
        assertThat(tables).hasSize(15);
        Golden.check(
                FixtureTree.root()
                        .resolve(
                                "policies/src/main/resources/dev/meshwarden/policy/library/schema/fields.json"),
                JsonWriter.toJson(Obj.of(tables)) + "\n");
    }

    @Test
    void knowsFieldsEnumerationsAndOpenSubtrees() {
        FieldTables tables = FieldTables.shipped();
        var peer = known(tables.spec("security.istio.io", "PeerAuthentication"));
        assertThat(peer.members()).containsKeys("mtls", "portLevelMtls", "selector");
        assertThat(known(peer.members().get("mtls")).members().get("mode"))
                .isInstanceOfSatisfying(
                        Fields.OneOf.class,
                        mode ->
                                assertThat(mode.words())
                                        .contains("STRICT", "PERMISSIVE", "DISABLE", "UNSET"));
        var wasm = known(tables.spec("extensions.istio.io", "WasmPlugin"));
        assertThat(wasm.members().get("pluginConfig")).isInstanceOf(Fields.Open.class);
        assertThat(tables.spec("example.com", "PeerAuthentication")).isNull();
    }

    private static Fields.Known known(@Nullable Fields fields) {
        return (Fields.Known) requireNonNull(fields);
    }

    private static Path definitions() {
        String modules = System.getenv("GOMODCACHE");
        Path cache =
                modules == null
                        ? Path.of(System.getProperty("user.home"), "go", "pkg", "mod")
                        : Path.of(modules);
        return cache.resolve(MODULE);
    }

    /** The few facts that the rules need of a schema. */
    private static Value compact(Obj schema) {
        Obj.Builder node = Obj.builder();
        if (schema.get("enum") instanceof Array words) {
            node.put("enum", words);
        }
        boolean open = schema.get("x-kubernetes-preserve-unknown-fields") == Bool.TRUE;
        if (schema.get("properties") instanceof Obj properties && !open) {
            Obj.Builder fields = Obj.builder();
            properties.forEach((k, v) -> fields.put(k, compact((Obj) v)));
            node.put("fields", fields.build());
        } else if (schema.get("items") instanceof Obj items) {
            node.put("items", compact(items));
        } else if (schema.get("additionalProperties") instanceof Obj values) {
            node.put("values", compact(values));
        } else if (open || "object".equals(text(schema, "type"))) {
            node.put("free", Bool.TRUE);
        }
        return node.build();
    }

    private static Value member(Obj object, String field) {
        return requireNonNull(object.get(field), field);
    }

    private static Obj object(Value value, String... path) {
        Value here = value;
        for (String step : path) {
            here = member((Obj) here, step);
        }
        return (Obj) here;
    }

    private static String text(Obj object, String field) {
        return object.get(field) instanceof Str s ? s.text() : "";
    }
}
