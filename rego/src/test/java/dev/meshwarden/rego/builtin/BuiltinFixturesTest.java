package dev.meshwarden.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One file of calls a family, each with its answer; where the machine has the real opa, it answers the same. */
final class BuiltinFixturesTest {
    private record Case(String expr, String want, boolean alone) {}

    @TestFactory
    Stream<DynamicTest> everyCallOfAFamilyAnswersAsWritten() {
        return files().map(file -> dynamicTest(name(file), file.toUri(), () -> answers(file)));
    }

    private static void answers(Path file) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> got = new LinkedHashMap<>();
        for (Case c : cases(file)) {
            wanted.put(c.expr, c.want);
            got.put(c.expr, Call.run(c.expr).text());
        }
        assertThat(got).containsExactlyEntriesOf(wanted);
    }

    @TestFactory
    Stream<DynamicTest> opaAnswersTheSame() {
        OpaTool opa = OpaTool.orSkip();
        return files().map(file -> dynamicTest(name(file), file.toUri(), () -> compare(opa, file)));
    }

    private static void compare(OpaTool opa, Path file) {
        List<Case> cases = cases(file).stream().filter(c -> !c.alone).toList();
        boolean v0 = file.endsWith("deprecated.yaml");
        List<String> theirs = opa.answers(cases.stream().map(Case::expr).toList(), v0);
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> got = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            wanted.put(cases.get(i).expr, cases.get(i).want);
            got.put(cases.get(i).expr, theirs.get(i));
        }
        assertThat(got).containsExactlyEntriesOf(wanted);
    }

    private static Stream<Path> files() {
        try (Stream<Path> all = Files.list(FixtureTree.fixture("rego/builtin"))) {
            return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static List<Case> cases(Path file) {
        try {
            List<Case> cases = new ArrayList<>();
            for (Value v : (Array) YamlReader.read(Files.readString(file))) {
                Obj c = (Obj) v;
                Value want = c.get("want") == null ? c.get("error") : c.get("want");
                cases.add(new Case(text(c.get("expr")), text(want), c.get("alone") != null));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable Value value) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw new IllegalStateException("bug: a fixture without text: " + value);
    }
}
