package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ComplianceCommandTest {
    private static final String CASES =
            """
            cases:
              - note: one/holds
                query: data.test.p = x
                modules: ["package test\\n\\np := 1"]
                want_result: [{x: 1}]
              - note: one/error
                query: data.test.p = x
                strict_error: true
                modules: ["package test\\n\\np := 1 / 0"]
                want_error_code: eval_builtin_error
                want_error: divide by zero
            """;

    @Test
    void theLastLineIsTheGrandTotal(@TempDir Path folder) throws Exception {
        write(folder, "v1/one/a.yaml", CASES);

        Ran ran = Ran.in(folder, "", List.of("compliance", "v1"));

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out().lines()).containsExactly("      2/2  one", "error texts 1/1", "2/2");
    }

    @Test
    void aCaseThatComesOutOtherwiseIsShownAndFailsTheCommand(@TempDir Path folder)
            throws Exception {
        write(folder, "one/a.yaml", CASES.replace("{x: 1}", "{x: 2}"));

        Ran ran = Ran.in(folder, "", List.of("compliance", ".", "--no-optimise"));

        assertThat(ran.exit()).isEqualTo(Exit.NO);
        assertThat(ran.out())
                .contains("FAIL one/a.yaml#0  one/holds")
                .contains("want {{\"x\": 2}}")
                .endsWith("1/2\n");
    }

    @Test
    void modulesBelowAFolderNamedV0AreV0(@TempDir Path folder) throws Exception {
        String old = CASES.replace("p := 1\"", "p = 1 { input.x == 1 }\"");
        write(folder, "v0/one/a.yaml", old.replace("[{x: 1}]", "[]"));

        assertThat(Ran.in(folder, "", List.of("compliance", "v0")).exit()).isEqualTo(Exit.OK);
    }

    @Test
    void jsonIsOneDocument(@TempDir Path folder) throws Exception {
        write(folder, "one/a.yaml", CASES);

        Ran ran = Ran.in(folder, "", List.of("compliance", ".", "--format", "json"));

        assertThat(ran.out()).contains("\"total\"").contains("\"passed\": 2").startsWith("{");
    }

    @Test
    void aFolderThatIsNotThereCannotBeRead(@TempDir Path folder) throws Exception {
        assertThat(Ran.in(folder, "", List.of("compliance", "nowhere")).exit())
                .isEqualTo(Exit.USAGE);
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
