package dev.meshwarden.rego.builtin.jsonschema;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.InputFormat;
import com.networknt.schema.InvalidSchemaRefException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Optional;

/**
 * Compiled schemas. Without a {@code $schema}, and with one that gojsonschema does not know, draft 7 is meant; draft 4 where a limit
 * is exclusive by a boolean. Nothing is fetched: a reference leads into the schema itself or is refused.
 */
final class Schemas {
    private static final String DRAFTS = "http://json-schema.org/draft-0";

    private Schemas() {}

    /** Throws {@link BuiltinError} with what is wrong. */
    static Schema compile(Value schema) {
        if (!(schema instanceof Obj) && !(schema instanceof Bool)) {
            throw BuiltinError.failed("schema is invalid");
        }
        SpecificationVersion draft = draft(schema);
        String text =
                JsonWriter.toJson(schema instanceof Obj o ? o.without(Str.of("$schema")) : schema);
        SchemaRegistry registry = registry(draft);
        try {
            refuseFaults(registry, draft, text);
            Schema compiled = registry.getSchema(text, InputFormat.JSON);
            compiled.initializeValidators();
            return compiled;
        } catch (InvalidSchemaRefException e) {
            throw BuiltinError.failed(unresolved(String.valueOf(e.getMessage())));
        } catch (SchemaException e) {
            throw BuiltinError.failed(
                    e.getCause() instanceof PatternSyntaxException
                            ? "pattern must be a valid regex"
                            : String.valueOf(e.getMessage()));
        } catch (PatternSyntaxException e) {
            throw BuiltinError.failed("Invalid regex pattern '" + e.getPattern() + "'");
        } catch (IllegalArgumentException e) {
            throw BuiltinError.failed(String.valueOf(e.getMessage()));
        } catch (StackOverflowError _) {
            throw BuiltinError.failed("schema nested too deeply");
        }
    }

    private static String unresolved(String message) {
        String pointer = message.replaceAll("^Reference | cannot be resolved$", "");
        String key = pointer.substring(pointer.lastIndexOf('/') + 1);
        return "Object has no key '" + key + "'";
    }

    private static void refuseFaults(
            SchemaRegistry registry, SpecificationVersion draft, String text) {
        Schema own = registry.getSchema(SchemaLocation.of(draft.getDialectId()));
        for (SchemaFailure failure : failures(own, text)) {
            Optional<String> fault = SchemaFaults.of(failure);
            if (fault.isPresent()) {
                throw BuiltinError.failed(fault.get());
            }
        }
    }

    /** Everything in a document that does not hold; throws {@link BuiltinError} for recursion without end. */
    static List<SchemaFailure> failures(Schema schema, String document) {
        try {
            return schema.validate(document, InputFormat.JSON).stream()
                    .map(SchemaFailure::of)
                    .toList();
        } catch (SchemaException | IllegalArgumentException e) {
            throw BuiltinError.failed(String.valueOf(e.getMessage()));
        } catch (StackOverflowError _) {
            throw BuiltinError.failed("document or schema nested too deeply");
        }
    }

    /** The drafts' own schemas lie in the library; nothing else is loaded. */
    private static boolean isForeign(AbsoluteIri address) {
        String text = address.toString();
        return !text.startsWith(DRAFTS) && !text.startsWith("classpath:");
    }

    private static SchemaRegistry registry(SpecificationVersion draft) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder()
                        .regularExpressionFactory(new LinearPatterns())
                        .build();
        return SchemaRegistry.withDefaultDialect(
                draft,
                registry ->
                        registry.schemaRegistryConfig(config)
                                .schemaLoader(loader ->
                                        loader.fetchRemoteResources(false)
                                                .block(Schemas::isForeign)));
    }

    private static SpecificationVersion draft(Value schema) {
        String named = schema instanceof Obj o && o.get("$schema") instanceof Str s ? s.text() : "";
        if (named.startsWith(DRAFTS + "4") || (named.isEmpty() && hasBooleanLimit(schema))) {
            return SpecificationVersion.DRAFT_4;
        }
        return named.startsWith(DRAFTS + "6")
                ? SpecificationVersion.DRAFT_6
                : SpecificationVersion.DRAFT_7;
    }

    private static boolean hasBooleanLimit(Value schema) {
        return switch (schema) {
            case Obj o ->
                    o.get("exclusiveMinimum") instanceof Bool
                            || o.get("exclusiveMaximum") instanceof Bool
                            || anyOf(o);
            case Array a -> a.asList().stream().anyMatch(Schemas::hasBooleanLimit);
            case RegoSet s -> hasBooleanLimit(s.toArray());
            case Value _ -> false;
        };
    }

    private static boolean anyOf(Obj schema) {
        for (int i = 0; i < schema.size(); i++) {
            if (hasBooleanLimit(schema.valueAt(i))) {
                return true;
            }
        }
        return false;
    }
}
