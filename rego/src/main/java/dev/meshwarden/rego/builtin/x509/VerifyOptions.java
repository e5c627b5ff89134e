package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a chain must hold for.
 *
 * @param host a name the leaf must carry; empty for any
 * @param time when, the evaluation's time if empty
 * @param purposes Go's numbers of extended key usages, of which one must be allowed all along the chain
 */
record VerifyOptions(String host, Optional<Instant> time, Set<Integer> purposes) {
    private static final int ANY = 0;
    private static final int SERVER = 1;

    /** Any host, now, for a server. */
    static final VerifyOptions DEFAULT = new VerifyOptions("", Optional.empty(), Set.of(SERVER));

    private static final Map<String, Integer> PURPOSES =
            Map.ofEntries(
                    Map.entry("KeyUsageAny", ANY),
                    Map.entry("KeyUsageServerAuth", SERVER),
                    Map.entry("KeyUsageClientAuth", 2),
                    Map.entry("KeyUsageCodeSigning", 3),
                    Map.entry("KeyUsageEmailProtection", 4),
                    Map.entry("KeyUsageIPSECEndSystem", 5),
                    Map.entry("KeyUsageIPSECTunnel", 6),
                    Map.entry("KeyUsageIPSECUser", 7),
                    Map.entry("KeyUsageTimeStamping", 8),
                    Map.entry("KeyUsageOCSPSigning", 9),
                    Map.entry("KeyUsageMicrosoftServerGatedCrypto", 10),
                    Map.entry("KeyUsageNetscapeServerGatedCrypto", 11),
                    Map.entry("KeyUsageMicrosoftCommercialCodeSigning", 12),
                    Map.entry("KeyUsageMicrosoftKernelCodeSigning", 13));

    /** Throws {@link BuiltinError} for an option that is none. */
    static VerifyOptions of(Obj options) {
        String host = "";
        Optional<Instant> time = Optional.empty();
        Set<Integer> purposes = DEFAULT.purposes;
        for (int i = 0; i < options.size(); i++) {
            Value value = options.valueAt(i);
            switch (options.keyAt(i) instanceof Str s ? s.text() : "") {
                case "DNSName" -> host = unquoted(string(value, "'DNSName' should be a string"));
                case "CurrentTime" -> time = Optional.of(time(value));
                case "MaxConstraintComparisons" ->
                        whole(
                                value,
                                "'MaxConstraintComparisons' should be a number",
                                "'MaxConstraintComparisons' should be a valid number");
                case "KeyUsages" -> purposes = purposes(value);
                case "" -> {} // keys that are no strings are passed over
                default -> throw BuiltinError.failed("invalid key option");
            }
        }
        return new VerifyOptions(host, time, purposes);
    }

    private static Instant time(Value value) {
        long nanos =
                whole(
                        value,
                        "'CurrentTime' should be a number",
                        "'CurrentTime' should be a valid int64 number");
        return Instant.EPOCH.plusNanos(nanos);
    }

    private static long whole(Value value, String noNumber, String notWhole) {
        if (!(value instanceof Num n)) {
            throw BuiltinError.failed(noNumber);
        }
        if (!n.isLong()) {
            throw BuiltinError.failed(notWhole);
        }
        return n.longOr(0);
    }

    private static Set<Integer> purposes(Value value) {
        Array names =
                switch (value) {
                    case Array a -> a;
                    case RegoSet s -> s.toArray();
                    case Value _ ->
                            throw BuiltinError.failed("'KeyUsages' should be an Array or Set");
                };
        Set<Integer> found = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (Value name : names) {
            if (name instanceof Str s) {
                String text = unquoted(s.text());
                Integer number = PURPOSES.get(text);
                if (number == null) {
                    unknown.add(text);
                } else {
                    found.add(number);
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw BuiltinError.failed(
                    "invalid entries for 'KeyUsages' found: [" + String.join(" ", unknown) + "]");
        }
        return found.isEmpty() ? DEFAULT.purposes : found;
    }

    private static String string(Value value, String otherwise) {
        if (value instanceof Str s) {
            return s.text();
        }
        throw BuiltinError.failed(otherwise);
    }

    private static String unquoted(String text) {
        return text.replaceAll("^\"+|\"+$", "");
    }

    /** Whether a certificate allows one of the purposes, or names none. */
    boolean purposeMatches(Obj certificate) {
        if (purposes.contains(ANY)
                || (!(certificate.get("ExtKeyUsage") instanceof Array)
                        && !(certificate.get("UnknownExtKeyUsage") instanceof Array))) {
            return true;
        }
        return certificate.get("ExtKeyUsage") instanceof Array allowed
                && allowed.asList().stream()
                        .map(n -> ((Num) n).longOr(-1))
                        .anyMatch(n -> n == ANY || purposes.contains(n.intValue()));
    }

    /** Whether one of the leaf's names is the host: letter case aside, a star for its first label. */
    boolean hostMatches(SubjectNames names) {
        if (host.isEmpty()) {
            return true;
        }
        String wanted = canonical(host);
        if (names.addresses().contains(wanted.replaceAll("^\\[|]$", ""))) {
            return true;
        }
        int dot = wanted.indexOf('.');
        String wild = dot < 0 ? "" : "*" + wanted.substring(dot);
        return names.dns().stream()
                .map(VerifyOptions::canonical)
                .anyMatch(name -> name.equals(wanted) || name.equals(wild));
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
