package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.suite.FixtureResult;
import dev.meshwarden.rego.tester.TestResult;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Test results for people and programs: lines as {@code opa test} prints them, its JSON, JUnit XML. */
public final class TestText {
    private static final String RULE = "-".repeat(80) + "\n";

    private TestText() {}

    public static String print(TestReport report, boolean verbose) {
        var out = new StringBuilder();
        for (TestResult test : report.tests()) {
            if (verbose || test.outcome() != TestResult.Outcome.PASS) {
                print(out, test, verbose);
            }
        }
        for (FixtureResult one : report.cases()) {
            if (verbose || !one.passed()) {
                out.append(one.fixture().name())
                        .append(":\n")
                        .append(one.fixture().claim())
                        .append(one.passed() ? ": PASS\n" : ": FAIL\n");
                one.differences().forEach(d -> out.append("  ").append(d).append('\n'));
            }
        }
        if (!out.isEmpty()) {
            out.append(RULE);
        }
        TestReport.Totals totals = report.totals();
        total(out, "PASS", totals.passed(), totals.all());
        total(out, "FAIL", totals.failed(), totals.all());
        total(out, "SKIPPED", totals.skipped(), totals.all());
        total(out, "ERROR", totals.errors(), totals.all());
        return out.toString();
    }

    private static void total(StringBuilder out, String word, int count, int all) {
        if (count > 0) {
            out.append(word).append(": ").append(count).append('/').append(all).append('\n');
        }
    }

    private static void print(StringBuilder out, TestResult test, boolean verbose) {
        out.append(test.at().file()).append(':').append(test.at().row()).append(":\n");
        out.append(test.fullName()).append(": ").append(test.outcome());
        if (test.outcome() != TestResult.Outcome.SKIPPED) {
            out.append(" (").append(duration(test)).append(')');
        }
        out.append('\n');
        test.cases()
                .forEach((name, passed) -> {
                    if (verbose || !passed) {
                        out.append("  ").append(name).append(passed ? ": PASS\n" : ": FAIL\n");
                    }
                });
        if (!test.output().isEmpty()) {
            out.append('\n');
            test.output().forEach(line -> out.append("  ").append(line).append('\n'));
            out.append('\n');
        }
        if (!test.error().isEmpty()) {
            out.append("  ").append(test.error()).append('\n');
        }
    }

    private static String duration(TestResult test) {
        long micros = test.took().toNanos() / 1_000;
        return micros < 1_000 ? micros + "µs" : "%.3fms".formatted(micros / 1_000.0);
    }

    public static String json(TestReport report) {
        List<Value> all = new ArrayList<>();
        report.tests().forEach(test -> all.add(json(test)));
        report.cases().forEach(one -> all.add(json(one)));
        return JsonWriter.toPrettyJson(Array.ofList(all)) + "\n";
    }

    private static Obj json(TestResult test) {
        Map<String, Value> fields = new TreeMap<>();
        fields.put(
                "location",
                Obj.of(
                        Map.of(
                                "file", Str.of(test.at().file()),
                                "row", Num.of(test.at().row()),
                                "col", Num.of(test.at().column()))));
        fields.put("package", Str.of(test.packagePath()));
        fields.put("name", Str.of(test.name()));
        fields.put("duration", Num.of(test.took().toNanos()));
        switch (test.outcome()) {
            case PASS -> {
                // as opa: neither fail nor skip
            }
            case FAIL -> fields.put("fail", Bool.TRUE);
            case SKIPPED -> fields.put("skip", Bool.TRUE);
            case ERROR -> fields.put("error", Obj.of("message", Str.of(test.error())));
        }
        if (!test.output().isEmpty()) {
            String text = String.join("\n", test.output()) + "\n";
            fields.put(
                    "output",
                    Str.of(
                            java.util.Base64.getEncoder()
                                    .encodeToString(
                                            text.getBytes(
                                                    java.nio.charset.StandardCharsets.UTF_8))));
        }
        if (!test.cases().isEmpty()) {
            Obj.Builder cases = Obj.builder();
            test.cases()
                    .forEach((name, passed) -> {
                        Obj one = Obj.of("name", Str.of(name));
                        cases.put(Str.of(name), passed ? one : one.with("fail", Bool.TRUE));
                    });
            fields.put("sub_results", cases.build());
        }
        return Obj.of(fields);
    }

    private static Obj json(FixtureResult one) {
        Obj shown =
                Obj.of(
                        Map.of(
                                "case", Str.of(one.fixture().name()),
                                "claim", Str.of(one.fixture().claim())));
        return one.passed()
                ? shown
                : shown.with("fail", Bool.TRUE)
                        .with(
                                "differences",
                                Array.ofList(one.differences().stream().map(Str::of).toList()));
    }

    public static String junit(TestReport report) {
        TestReport.Totals totals = report.totals();
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites>\n  <testsuite name=\"meshwarden\" tests=\"")
                .append(report.tests().size() + report.cases().size())
                .append("\" failures=\"")
                .append(totals.failed())
                .append("\" errors=\"")
                .append(totals.errors())
                .append("\" skipped=\"")
                .append(totals.skipped())
                .append("\">\n");
        for (TestResult test : report.tests()) {
            String body =
                    switch (test.outcome()) {
                        case PASS -> "";
                        case FAIL -> "<failure message=\"not true\"/>";
                        case SKIPPED -> "<skipped/>";
                        case ERROR -> "<error message=\"" + xml(test.error()) + "\"/>";
                    };
            testcase(out, test.packagePath(), test.name(), test.took().toNanos() / 1e9, body);
        }
        for (FixtureResult one : report.cases()) {
            String body =
                    one.passed()
                            ? ""
                            : "<failure message=\""
                                    + xml(String.join("; ", one.differences()))
                                    + "\"/>";
            testcase(out, one.fixture().name(), one.fixture().claim(), 0, body);
        }
        return out.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void testcase(
            StringBuilder out, String group, String name, double seconds, String body) {
        out.append("    <testcase classname=\"")
                .append(xml(group))
                .append("\" name=\"")
                .append(xml(name))
                .append("\" time=\"%.6f\"".formatted(seconds))
                .append(body.isEmpty() ? "/>\n" : ">" + body + "</testcase>\n");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cntrl}&&[^\t]]", " ");
    }
}
