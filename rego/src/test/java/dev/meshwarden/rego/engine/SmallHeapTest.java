package dev.meshwarden.rego.engine;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.util.List;

/** In a JVM of 256 MiB whatever asks for too much ends in an error that names the limit, the rule and the place. */
class SmallHeapTest {
    private static final String EXPECTED =
            """
            product: halted by steps in data.m.p at m.rego:3:59
            product-set: halted by built size in data.m.p at m.rego:3:51
            product-rules: halted by built size in data.m.r0 at m.rego:4:45
            backtracking: false
            wide-pattern: halted by steps in data.m.p at m.rego:3:6
            globs: false
            range: halted by collection size in data.m.p at m.rego:3:6
            huge: halted by number exponent in data.m.p at m.rego:3:6
            digits: halted by built size in data.m.p at m.rego:3:49
            deep-json: malformed: Document nesting depth (513) exceeds the maximum allowed (512) at 1:513
            deep-yaml: malformed: nested deeper than 512 at 1:514
            deep-yaml-block: malformed: nested deeper than 512 at 1:1027
            deep-built: halted by value depth in data.m.p at <query>:1:1
            deep-compared: halted by value depth in data.m.p at <query>:1:1
            deep-written: halted by value depth in data.m.p at m.rego:7:6
            deep-sorted: halted by value depth in data.m.p at <query>:1:1
            deep-module: m.rego:3:205: rego_parse_error: max parsing recursion depth exceeded
            large-module: m.rego: rego_parse_error: text is longer than 1048576 bytes, the limit of module size
            strings: halted by built size in data.m.p at m.rego:3:49
            ranges: halted by built size in data.m.p at m.rego:3:48
            arrays: halted by built size in data.m.p at m.rego:3:49
            errors: halted by built size in data.m.p at m.rego:3:21
            documents: halted by built size in data.m.p at m.rego:3:49
            shared-parts: halted by result size in data.m.p at <query>:1:1
            shared-written: halted by string size in data.m.p at m.rego:43:6
            same-hashes: 65536
            """;

    @Test
    @Timeout(300)
    void everythingThatAsksForTooMuchEndsInAClearError() throws Exception {
        List<String> answers = run();

        assertThat(answers).containsExactlyElementsOf(EXPECTED.lines().toList());
    }

    private static List<String> run() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeap.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String printed = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(printed).isZero();
        System.out.print("In 256 MiB, milliseconds and outcome:\n" + printed.indent(2));
        return printed.lines()
                .map(line -> line.split("\t", 3))
                .map(parts -> parts[0] + ": " + parts[2])
                .toList();
    }
}
