package dev.meshwarden.webhook.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.fixtures.Golden;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;

class ConfigReaderTest {
    @Test
    void everyKeyAndEveryDefaultIsWrittenDown() throws Exception {
        var text = new StringBuilder();
        print(text, "", Config.STANDARD);

        Golden.check(FixtureTree.fixture("config/defaults.yaml"), text.toString());
    }

    @Test
    void theFileOfDefaultsReadsAsTheDefaults() throws Exception {
        var text = new StringBuilder();
        print(text, "", Config.STANDARD);

        assertThat(read(text.toString())).isEqualTo(new ConfigReading.Read(Config.STANDARD));
    }

    @Test
    void anEmptyFileIsTheDefaults() {
        assertThat(read("")).isEqualTo(new ConfigReading.Read(Config.STANDARD));
    }

    @Test
    void valuesStandOverDefaults() {
        ConfigReading reading =
                read("admission:\n  maxBudget: 1.5s\n  maxBody: 64KiB\ntls: {minVersion: 1.3}\n");

        assertThat(reading).isInstanceOf(ConfigReading.Read.class);
        Config config = ((ConfigReading.Read) reading).config();
        assertThat(config.admission().maxBudget()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(config.admission().maxBody()).isEqualTo(new ByteSize(65_536));
        assertThat(config.tls().minVersion()).isEqualTo("1.3");
        assertThat(config.http()).isEqualTo(HttpConfig.STANDARD);
    }

    @Test
    void F65_anUnknownKeyIsRefusedWithItsPlaceAndTheKeysThereAre() {
        assertThat(lines("listen:\n  port: 1\n  prot: 2\n"))
                .containsExactly("meshwarden.yaml:3:3: config_error: `prot` is not a key here");
        assertThat(refused("listen:\n  prot: 2\n").getFirst().hint())
                .isEqualTo("keys here: address, adminPort, adminTokenFile, port");
    }

    @Test
    void F65_aWrongUnitIsRefusedWithAHint() {
        List<Diagnostic> found = refused("admission:\n  maxBudget: 2\n  maxBody: 8MB\n");

        assertThat(found.stream().map(Diagnostic::line))
                .containsExactly(
                        "meshwarden.yaml:2:3: config_error: `maxBudget` is a duration with its"
                                + " unit",
                        "meshwarden.yaml:3:3: config_error: `maxBody` is a size with its unit");
        assertThat(found.getFirst().hint()).contains("2.5s");
    }

    @Test
    void F65_everyMistakeIsReportedAtOnceInOrderOfPlace() {
        assertThat(lines("http: 3\nlisten: {port: 70000}\naudit: {durability: disk}\n"))
                .hasSize(3)
                .satisfies(l -> assertThat(l.get(0)).contains(":1:1:").contains("mapping"))
                .satisfies(l -> assertThat(l.get(1)).contains(":2:").contains("0 to 65535"))
                .satisfies(l -> assertThat(l.get(2)).contains(":3:").contains("local, memory"));
    }

    @Test
    void F65_whatIsNoYamlIsRefusedWithItsPlace() {
        assertThat(lines("listen: {port: 1\nx: ["))
                .singleElement()
                .asString()
                .contains("meshwarden.yaml:");
    }

    @Test
    void F65_aRetiredKeyIsRefusedAndNamesItsSuccessor() {
        Diagnostic found = refused("tls: {caLifetime: 90d}\n").getFirst();

        assertThat(found.line()).contains("`caLifetime` is no longer a key here");
        assertThat(found.hint()).contains("ca: {lifetime: ...}");
    }

    @Test
    void whoAsksForCertificatesSaysWhoseAndByWhom() {
        assertThat(lines("clientAuth: {mode: require}\n"))
                .hasSize(2)
                .anySatisfy(l -> assertThat(l).contains("`caFile` is needed here"))
                .anySatisfy(l -> assertThat(l).contains("`allowed` is needed here"));
        assertThat(lines("clientAuth: {mode: bearer}\n"))
                .singleElement()
                .asString()
                .contains("`tokenFile` is needed here");
    }

    @Test
    void theWordOffIsAWordWhateverYamlMakesOfIt() {
        assertThat(read("clientAuth: {mode: off}\n"))
                .isEqualTo(new ConfigReading.Read(Config.STANDARD));
    }

    @Test
    void aLeafInMemoryLivesAWeekAndOneInFilesAMonthUnlessToldOtherwise() {
        var pod = ClusterConfig.STANDARD.withAccess(new ClusterConfig.Access.InPod());

        assertThat(TlsConfig.STANDARD.modeIn(pod)).isEqualTo(TlsConfig.Mode.MANAGED);
        assertThat(TlsConfig.STANDARD.leafLifetimeIn(pod)).isEqualTo(Duration.ofDays(7));
        assertThat(TlsConfig.STANDARD.leafLifetimeIn(ClusterConfig.STANDARD))
                .isEqualTo(Duration.ofDays(30));
        Config told = ((ConfigReading.Read) read("tls: {leaf: {lifetime: 2d}}\n")).config();
        assertThat(told.tls().leafLifetimeIn(pod)).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThat(lines("data: a\ndata: b\n")).singleElement().asString().contains(":2:1:");
    }

    private static ConfigReading read(String text) {
        return ConfigReader.read(new Source("meshwarden.yaml", text));
    }

    private static List<Diagnostic> refused(String text) {
        ConfigReading reading = read(text);
        assertThat(reading).isInstanceOf(ConfigReading.Refused.class);
        return ((ConfigReading.Refused) reading).diagnostics();
    }

    private static List<String> lines(String text) {
        return refused(text).stream().map(Diagnostic::line).toList();
    }

    private static void print(StringBuilder out, String indent, Record config) throws Exception {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(config);
            if (value instanceof ClusterConfig.Access) {
                continue; // an option of `serve`, not a key
            }
            out.append(indent).append(component.getName()).append(':');
            switch (value) {
                case ByteSize size -> out.append(' ').append(size).append('\n');
                case Record inner -> {
                    out.append('\n');
                    print(out, indent + "  ", inner);
                }
                case Duration duration ->
                        out.append(' ').append(Durations.print(duration)).append('\n');
                case Enum<?> choice ->
                        out.append(' ')
                                .append(choice.name().toLowerCase(java.util.Locale.ROOT))
                                .append('\n');
                case String text -> out.append(" \"").append(text).append("\"\n");
                default -> out.append(' ').append(value).append('\n');
            }
        }
    }
}
