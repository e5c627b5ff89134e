package dev.meshwarden.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.fixtures.FixtureTree;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OPA's own cases of modules that must not compile: code, place and text. */
class OpaCompileCasesTest {
    @TestFactory
    Stream<DynamicTest> casesOfV0() throws IOException {
        return cases("v0", RegoVersion.V0);
    }

    @TestFactory
    Stream<DynamicTest> casesOfV1() throws IOException {
        return cases("v1", RegoVersion.V1);
    }

    private static Stream<DynamicTest> cases(String folder, RegoVersion version)
            throws IOException {
        String dir = System.getenv("REGO_COMPLIANCE_DIR");
        Path root =
                dir == null
                        ? FixtureTree.root().resolve("../shared/rego-compliance")
                        : Path.of(dir);
        Path file = root.resolve(folder).resolve("compile.json");
        if (!Files.exists(file)) {
            System.err.println("SKIPPED: OPA's compile cases: no " + file.normalize());
            Assumptions.abort("no " + file);
        }
        Obj all = (Obj) JsonReader.read(Files.readString(file));
        return list(all, "cases").stream()
                .map(Obj.class::cast)
                .map(c -> DynamicTest.dynamicTest(text(c, "note"), () -> check(c, version)));
    }

    private static void check(Obj c, RegoVersion version) {
        String[] modules =
                list(c, "modules").stream().map(m -> ((Str) m).text()).toArray(String[]::new);
        CompileSettings settings =
                Compiling.settings()
                        .withForbidden(java.util.Set.of())
                        .withStrict(c.get("strict") == Bool.TRUE)
                        .withPrint(c.get("print_statements") == Bool.TRUE);
        List<String> found =
                switch (Compiling.compile(version, settings, modules)) {
                    case ModuleCompilation.Compiled _ -> List.of();
                    case ModuleCompilation.Rejected(var diagnostics) ->
                            diagnostics.stream().map(OpaCompileCasesTest::line).toList();
                };
        var wanted = new ArrayList<String>();
        for (Value w : list(c, "want_errors")) {
            Obj error = (Obj) w;
            wanted.add(
                    number(error, "row")
                            + ":"
                            + number(error, "col")
                            + " "
                            + text(error, "code")
                            + ": "
                            + text(error, "message"));
        }
        if (c.get("exhaustive") == Bool.TRUE) {
            assertThat(found).isEqualTo(wanted);
        } else {
            assertThat(found).containsAll(wanted);
        }
    }

    private static String line(Diagnostic d) {
        return d.at().row() + ":" + d.at().column() + " " + d.code() + ": " + d.message();
    }

    private static List<Value> list(Obj from, String field) {
        return from.get(field) instanceof Array a ? a.asList() : List.of();
    }

    private static String text(Obj from, String field) {
        return from.get(field) instanceof Str s ? s.text() : "";
    }

    private static String number(Obj from, String field) {
        return from.get(field) instanceof Num n ? n.text() : "0";
    }
}
