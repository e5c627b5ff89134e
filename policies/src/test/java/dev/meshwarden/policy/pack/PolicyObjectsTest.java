package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one reader of users' files, and the JSON Schema that editors use: what one accepts the other accepts. */
class PolicyObjectsTest {
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        String path = "/dev/meshwarden/policy/schema/policy.meshwarden.io_v1.schema.json";
        try (InputStream in = PolicyFiles.class.getResourceAsStream(path)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> acceptedByReaderAndSchema() {
        return files("accepted")
                .map(file ->
                        dynamicTest(
                                name(file),
                                () -> {
                                    Source source = source(file);
                                    assertThat(new PolicyFiles(List.of(source)).problems).isEmpty();
                                    assertThat(schemaErrors(source)).isEmpty();
                                }));
    }

    @TestFactory
    Stream<DynamicTest> refusedByReaderWithPlaceAndHintAndBySchema() {
        return files("refused")
                .map(file ->
                        dynamicTest(
                                name(file),
                                () -> {
                                    Source source = source(file);
                                    var read = new PolicyFiles(List.of(source));
                                    String shown =
                                            read.problems.stream()
                                                    .map(Diagnostic::excerpt)
                                                    .collect(Collectors.joining("\n"));
                                    assertThat(shown).isNotEmpty();
                                    assertThat(schemaErrors(source)).isNotEmpty();
                                    Golden.check(
                                            file.resolveSibling(
                                                    name(file).replace(".yaml", ".err")),
                                            shown);
                                }));
    }

    private static List<Error> schemaErrors(Source source) {
        String json = JsonWriter.toJson(YamlReader.manifests(source.text()).getFirst().value());
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    private static Source source(Path file) throws IOException {
        return new Source(name(file), Files.readString(file));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> all = Files.list(FixtureTree.fixture("policy-objects").resolve(folder))) {
            return all.filter(p -> name(p).endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
