package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What keeps {@code serve} from starting; what it does once started is {@code ServingTest}. */
class ServeCommandTest {
    @TempDir Path folder;

    @Test
    void F65_aConfigurationWithAnUnknownKeyIsRefusedWithItsPlace() throws Exception {
        Files.writeString(folder.resolve("meshwarden.yaml"), "listen:\n  prot: 1\n");

        Ran ran = serve("--config", "meshwarden.yaml");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err())
                .contains("meshwarden.yaml:2:3: config_error: `prot` is not a key here")
                .contains("hint: keys here: address, adminPort, adminTokenFile, port");
    }

    @Test
    void brokenPoliciesAreRefusedWithTheirPlaces() throws Exception {
        Files.createDirectories(folder.resolve("p"));
        Files.writeString(folder.resolve("p/x.rego"), "package x\n\na if b\n");

        Ran ran = serve("--policies", "p", "--port", "0", "--admin-port", "0");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("x.rego:3:6: rego_unsafe_var_error");
    }

    @Test
    void anUnknownProfileIsRefusedByName() throws Exception {
        Ran ran = serve("--profile", "lenient");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("no profile is named `lenient`");
    }

    private Ran serve(String... words) throws InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of("serve", "--data", "data"));
        all.addAll(List.of(words));
        return Ran.in(folder, "", all);
    }
}
