package dev.meshwarden.webhook.map;

import java.util.Arrays;
import java.util.List;

/** What can go wrong, by number, and the test classes that make it go wrong. A test of fault 13 is named {@code F13_...}. */
final class FaultCatalogue {
    private FaultCatalogue() {}

    /**
     * One fault.
     *
     * @param number {@code F} for faults, {@code B} for ways around a webhook
     * @param fault what happens, in a few words
     * @param tests simple names of the classes with a test of that number
     * @param atAnApiServer simple names of the end-to-end classes that do it to a real control plane
     * @param later why there is none, or which part waits for what; empty when nothing waits
     */
    record Row(
            String number,
            String fault,
            List<String> tests,
            List<String> atAnApiServer,
            String later) {
        Row {
            tests = List.copyOf(tests);
            atAnApiServer = List.copyOf(atAnApiServer);
        }

        Row atAnApiServer(String... classes) {
            return new Row(number, fault, tests, Arrays.asList(classes), later);
        }

        /** The part that waits for something else. */
        Row later(String why) {
            return new Row(number, fault, tests, atAnApiServer, why);
        }
    }

    static final List<Row> ROWS =
            List.of(
                    row(
                            "F1",
                            "a body that is no JSON",
                            "MalformedRequestTest",
                            "RefusalRecordTest",
                            "StrictBytesTest"),
                    row("F2", "a body over the limit", "MalformedRequestTest"),
                    row("F3", "JSON nested too deeply", "MalformedRequestTest"),
                    row("F4", "a key given twice", "MalformedRequestTest"),
                    row("F5", "another version, another kind", "MalformedRequestTest"),
                    row("F6", "a uid that is missing or long", "MalformedRequestTest"),
                    row("F7", "numbers without end", "MalformedRequestTest", "NumTest"),
                    row(
                            "F8",
                            "bytes that are not UTF-8",
                            "MalformedRequestTest",
                            "StrictBytesTest"),
                    row("F9", "a compressed body", "MalformedRequestTest"),
                    row("F10", "unusual operations, absent objects", "MalformedRequestTest"),
                    row("F11", "an object of another kind than asked", "MalformedRequestTest"),
                    row("F12", "objects of many megabytes", "MalformedRequestTest"),
                    row(
                            "F13",
                            "clients a byte a second",
                            "HostileConnectionTest",
                            "Http2FloodTest",
                            "SlowCrowdTest"),
                    row("F14", "connections by the thousand", "HostileConnectionTest"),
                    row("F15", "a peer that vanishes", "VanishedPeerTest"),
                    row(
                            "F16",
                            "requests that two servers read differently",
                            "HostileConnectionTest"),
                    row("F17", "HTTP/2 resets and settings in floods", "Http2FloodTest"),
                    row("F18", "old TLS, weak suites, odd server names", "HostileConnectionTest"),
                    row("F19", "client certificates", "CallersTest", "ClusterPortsTest")
                            .atAnApiServer("T06CallerCertificates"),
                    row(
                                    "F20",
                                    "a serving certificate about to end",
                                    "CertificateEndTest",
                                    "ServingIdentityTest",
                                    "MountedFolderTest",
                                    "ClusterPortsTest")
                            .atAnApiServer("T05WrongCertificates"),
                    row(
                                    "F21",
                                    "a certificate swapped under load",
                                    "CertificateSwapTest",
                                    "HotSwapTest",
                                    "ServingIdentityTest",
                                    "MountedFolderTest",
                                    "ClusterPortsTest",
                                    "KeptConnectionsTest")
                            .atAnApiServer("T03Rotations"),
                    row("F22", "policies swapped under load", "ServingTest")
                            .atAnApiServer("T24PolicyReload"),
                    row("F23", "a broken set of policies", "ServingTest")
                            .later("signatures come with bundles over the network"),
                    row("F24", "policies whose own tests fail", "OwnTestsTest"),
                    row(
                            "F25",
                            "a policy without end",
                            "HostilePolicyTest",
                            "LimitsTest",
                            "SkippedRulesTest"),
                    row(
                            "F26",
                            "a policy that builds gigabytes",
                            "BuiltinLimitsTest",
                            "LimitsTest",
                            "HostilePolicyTest"),
                    row(
                            "F27",
                            "a pattern that backtracks",
                            "BuiltinLimitsTest",
                            "LimitsTest",
                            "HostilePolicyTest"),
                    row(
                            "F28",
                            "a pattern too large to compile",
                            "BuiltinLimitsTest",
                            "HostilePolicyTest"),
                    row("F29", "a policy that calls where it must not", "HttpSendTest"),
                    row("F30", "a permitted host that is slow, huge or wrong", "HttpSendTest"),
                    row(
                            "F31",
                            "a Java rule that throws, says nothing or loops",
                            "BreakersTest",
                            "DeciderTest",
                            "LeashedRuleTest"),
                    row("F32", "a jar that reaches for the server", "RulesJarTest"),
                    row(
                            "F33",
                            "patches that collide or go astray",
                            "MutationTest",
                            "PatchGateTest"),
                    row("F34", "mutation asked twice", "MutationTest").atAnApiServer("T15Mutation"),
                    row("F35", "a full disk", "LogFaultTest"),
                    row("F36", "a disk that fails", "LogFaultTest", "RecorderTest"),
                    row("F37", "a kill in the middle of a write", "KillTest")
                            .atAnApiServer("T35Crash"),
                    row(
                            "F38",
                            "the data folder deleted, or wanted twice",
                            "DataCommandsTest",
                            "KillTest",
                            "LogFaultTest",
                            "ServingTest"),
                    row(
                            "F39",
                            "an audit log that was damaged or edited",
                            "AdminTokenTest",
                            "RestartTest",
                            "VerifyTableTest"),
                    row("F40", "a remote sink that is down or lies")
                            .later("there are no sinks yet"),
                    row(
                            "F41",
                            "a clock that jumps",
                            "GenerationScheduleTest",
                            "RotationTest",
                            "LogFaultTest"),
                    row("F42", "the API server restarts", "ClusterPortsTest")
                            .atAnApiServer("T25ApiServerOutage"),
                    row("F43", "a watch that breaks").later("needs the cluster view"),
                    row("F44", "a view of the mesh that is old").later("needs the cluster view"),
                    row(
                                    "F45",
                                    "an API server that is overloaded",
                                    "BusyApiServerTest",
                                    "PaceTest",
                                    "ProcessFaultTest")
                            .atAnApiServer("T25ApiServerOutage")
                            .later("slow lists come with the cluster view"),
                    row("F46", "an OPA server that is down").later("there is no such engine yet"),
                    row("F47", "more reviews than there is room for", "CpuGateTest", "OverloadTest")
                            .atAnApiServer("T21Overload"),
                    row(
                            "F48",
                            "memory runs out",
                            "HealthTest",
                            "LauncherTest",
                            "RefusalRecordTest"),
                    row("F49", "descriptors run out", "ProcessFaultTest"),
                    row("F50", "hardly any processor time", "ProcessFaultTest"),
                    row(
                                    "F51",
                                    "the process stands still for seconds",
                                    "PauseWatchTest",
                                    "ProcessFaultTest")
                            .atAnApiServer("T20Slowness"),
                    row("F52", "SIGTERM under load", "OverloadTest", "KeptConnectionsTest")
                            .atAnApiServer("T10Drain"),
                    row("F53", "SIGTERM at a bad moment", "ProcessFaultTest", "ServingTest"),
                    row("F54", "two leaders, or none").atAnApiServer("T39SecretStore"),
                    row("F55", "the webhook configuration edited or gone")
                            .atAnApiServer("T07Repair", "T07WithoutRights"),
                    row("F56", "all replicas dead").atAnApiServer("T09Outage"),
                    row("F57", "the program being uninstalled")
                            .atAnApiServer("T08BreakGlassAndFarewell"),
                    row("F58", "a namespace full of objects deleted")
                            .atAnApiServer("T18MatchConditions", "T23Deletion"),
                    row("F59", "istiod proves its own webhook", "BypassTest", "IstiodProofTest"),
                    row("F60", "a dry run", "BypassTest").atAnApiServer("T16DryRun"),
                    row("F61", "names that inject into logs and tables", "AuditQueryTest")
                            .later("the review page does not exist yet"),
                    row("F62", "attacks on the review page")
                            .later("the review page does not exist yet"),
                    row("F63", "metrics without bound", "MetricsBoundTest"),
                    row(
                            "F64",
                            "secrets in what is sent",
                            "MalformedRequestTest",
                            "PlantedSecretsTest",
                            "ScrubberTest"),
                    row(
                                    "F65",
                                    "a configuration with mistakes",
                                    "ConfigReaderTest",
                                    "ServeCommandTest")
                            .later("the configuration is read once, so there is no reload of it"),
                    row(
                            "F66",
                            "files of a newer version",
                            "FileStoreTest",
                            "RestartTest",
                            "VerifyTableTest"),
                    row("F67", "a day of everything at once, in a quarter of an hour", "SoakTest")
                            .later(
                                    "CA rotation and API server restarts under load stand in T03,"
                                            + " T25"),
                    row("B1", "the entry deleted, narrowed or opened").atAnApiServer("T07Repair"),
                    row("B2", "an open entry and a server that fails", "RefusalRecordTest"),
                    row("B3", "an exempt namespace or label", "BypassTest")
                            .atAnApiServer("T19NamespaceGuard"),
                    row("B4", "break-glass", "BreakGlassTest")
                            .atAnApiServer("T08BreakGlassAndFarewell"),
                    row("B5", "the account of a match condition")
                            .atAnApiServer("T18MatchConditions"),
                    row("B6", "a write to a subresource", "BypassTest")
                            .atAnApiServer("T19NamespaceGuard"),
                    row("B7", "another API version of the same kind", "BypassTest")
                            .atAnApiServer("T01EveryFixture"),
                    row("B8", "a kind that Istio adds", "UnmatchedKindsTest")
                            .atAnApiServer("T27LateKinds"),
                    row("B9", "objects older than the webhook").later("comes with scanning"),
                    row("B10", "an API server that starts without the webhook")
                            .later("needs a cluster"),
                    row("B11", "labels that switch the mesh off", "BypassTest")
                            .atAnApiServer("T19NamespaceGuard")
                            .later(
                                    "workloads and Gateway API kinds: their rules are not written"
                                            + " yet"),
                    row("B12", "the mesh's own configuration", "BypassTest"),
                    row("B13", "clusters with API servers of their own")
                            .later("needs several clusters"),
                    row("B14", "a dry run that differs from the write", "BypassTest")
                            .atAnApiServer("T16DryRun"),
                    row("B15", "two requests at once").later("comes with scanning"));

    private static Row row(String number, String fault, String... tests) {
        return new Row(number, fault, Arrays.asList(tests), List.of(), "");
    }
}
