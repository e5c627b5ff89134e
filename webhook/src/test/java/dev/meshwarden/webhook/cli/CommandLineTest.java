package dev.meshwarden.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CommandLineTest {
    @Test
    void versionIsPrintedOnStandardOutput() throws Exception {
        Ran ran = Ran.with("--version");

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out()).startsWith("meshwarden 0.1.0 (Java 25").hasLineCount(1);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void everyCommandAnswersHelpWithSuccess() throws Exception {
        for (List<String> words : Ran.everyCommand()) {
            Ran ran = Ran.with(Ran.plus(words, "--help"));

            assertThat(ran.exit()).as("%s --help", words).isEqualTo(Exit.OK);
            assertThat(ran.out()).as("%s --help", words).contains("Usage: meshwarden");
        }
    }

    @Test
    void anUnknownCommandIsWrongUsageAndPointsToTheHelp() throws Exception {
        Ran ran = Ran.with("chek");

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("chek").contains("meshwarden --help");
    }

    @Test
    void noCommandPrintsTheHelpAsWrongUsage() throws Exception {
        Ran ran = Ran.with();

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("Exit codes:");
    }

    @Test
    void aChoiceIsReadInAnyCaseAndNamedInLowerCase() throws Exception {
        assertThat(Ran.with("rules", "--format", "JSON").out()).startsWith("{");
        assertThat(Ran.with("rules", "--format", "yaml").err())
                .contains("expected one of text, json but was 'yaml'");
        assertThat(Ran.with("generate-completion").out())
                .contains("(\"text\" \"json\" \"junit\")")
                .doesNotContain("\"TEXT\"");
    }

    @Test
    void completionForBashAndZshIsPrinted() throws Exception {
        Ran ran = Ran.with("generate-completion");

        assertThat(ran.exit()).isEqualTo(Exit.OK);
        assertThat(ran.out()).contains("complete -F _complete_meshwarden");
    }
}
