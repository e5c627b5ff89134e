package dev.meshwarden.rego.differential;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.builtin.Builtin;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** The engine beside the real {@code opa}, where the machine has it: same values, same error codes. */
class DifferentialTest {
    private static final Pattern RULE = Pattern.compile("(?m)^(p_[a-z0-9_]+)\\b");
    private static OpaServer opa;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        opa = OpaServer.orSkip();
    }

    @AfterAll
    static void stop() {
        if (opa != null) {
            opa.close();
        }
    }

    @Test
    void everyConstructAnswersAsOpaOnEveryEdgeValue() throws Exception {
        var comparison = new Comparison(opa);
        Grid one = Grid.ofOne();
        comparison.ask(one.module(), one.rules());
        Grid two = Grid.ofTwo();
        comparison.ask(two.module(), two.rules());
        report("constructs", comparison);
    }

    @Test
    void everyBuiltinAnswersAsOpaOnEveryEdgeValue() throws Exception {
        var comparison = new Comparison(opa);
        for (Builtin builtin : OperandGrid.builtins()) {
            Grid grid = OperandGrid.wrongTypes(builtin);
            comparison.ask(grid.module(), grid.rules());
        }
        report("operands of builtins", comparison);
    }

    @Test
    void everyDeprecatedBuiltinAnswersModulesOfV0AsOpa() throws Exception {
        try (OpaServer old = OpaServer.orSkip("--v0-compatible")) {
            var comparison = new Comparison(old, RegoVersion.V0);
            for (Builtin builtin : OperandGrid.deprecated()) {
                Grid grid = OperandGrid.wrongTypes(builtin);
                comparison.ask(grid.module(), grid.rules());
            }
            for (String module : modules("/differential/values-v0.txt")) {
                comparison.ask(module, rules(module));
            }
            for (String module : modules("/differential/errors-v0.txt")) {
                comparison.check(module);
            }
            report("modules of v0", comparison);
        }
    }

    @Test
    void everyBuiltinIsCheckedAsByOpa() throws Exception {
        var comparison = new Comparison(opa);
        for (Builtin builtin : OperandGrid.builtins()) {
            for (String module : OperandGrid.wrongArity(builtin)) {
                comparison.check(module);
            }
            for (String module : OperandGrid.knownTypes(builtin)) {
                comparison.check(module);
            }
        }
        report("calls of builtins, checked", comparison);
    }

    @Test
    void modulesWrittenByHandAnswerAsInOpa() throws Exception {
        var comparison = new Comparison(opa);
        for (String module : modules("/differential/values.txt")) {
            comparison.ask(module, rules(module));
        }
        report("modules written by hand", comparison);
    }

    @Test
    void modulesThatMustNotCompileAreRejectedAsByOpa() throws Exception {
        var comparison = new Comparison(opa);
        for (String module : modules("/differential/errors.txt")) {
            comparison.check(module);
        }
        report("modules that must not compile", comparison);
    }

    private static List<String> rules(String module) {
        return RULE.matcher(module).results().map(r -> r.group(1)).distinct().toList();
    }

    private static void report(String what, Comparison comparison) {
        System.out.println("Beside opa, " + what + ": " + comparison.summary());
        assertThat(comparison.differences()).isEmpty();
    }

    /** The modules of a resource: separated by lines of dashes, without their package line. */
    private static List<String> modules(String resource) throws IOException {
        try (InputStream in = DifferentialTest.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("bug: no resource " + resource);
            }
            String all = new String(in.readAllBytes(), UTF_8);
            return Pattern.compile("(?m)^---\n")
                    .splitAsStream(all)
                    .map(m -> "package m\n\n" + m)
                    .toList();
        }
    }
}
