package dev.meshwarden.webhook.audit.query;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.webhook.audit.RecordKind;
import dev.meshwarden.webhook.audit.Timestamps;
import dev.meshwarden.webhook.audit.verify.RecordLine;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a question asks for. All parts must hold; an empty one holds for all.
 *
 * @param records kinds of record; empty for decisions
 * @param verdicts one of these
 * @param kinds of the object
 * @param namespaces of the object
 * @param names of the object
 * @param operations CREATE, UPDATE, DELETE, CONNECT
 * @param users who asked
 * @param phases validate, mutate
 * @param policies a rule or constraint that was violated, asked with {@code results} also one that was judged
 * @param policyRevisions of a policy that judged, or of the whole set
 * @param results of a policy: pass, fail, skip, error, timeout
 * @param exemptions a used exemption; {@code any} for whichever
 * @param wouldDeny only what enforcement mode let pass
 * @param hasPatch only what was changed
 * @param since at this time or later
 * @param until before this time
 */
public record QueryFilter(
        Set<RecordKind> records,
        Set<String> verdicts,
        Set<String> kinds,
        Set<String> namespaces,
        Set<String> names,
        Set<String> operations,
        Set<String> users,
        Set<String> phases,
        Set<String> policies,
        Set<String> policyRevisions,
        Set<String> results,
        Set<String> exemptions,
        boolean wouldDeny,
        boolean hasPatch,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** Every decision. */
    public static final QueryFilter ALL =
            new QueryFilter(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty());

    private static final String ANY = "any";

    public boolean matches(RecordLine line) {
        return isKind(line.kind())
                && since.map(s -> line.ts().compareTo(Timestamps.text(s)) >= 0).orElse(true)
                && until.map(u -> line.ts().compareTo(Timestamps.text(u)) < 0).orElse(true)
                && holds(verdicts, line.text("verdict"))
                && holds(kinds, line.text("req", "gvk", "k"))
                && holds(namespaces, line.text("req", "ns"))
                && holds(names, line.text("req", "name"))
                && holds(operations, line.text("req", "op"))
                && holds(users, line.text("who", "user"))
                && holds(phases, line.text("hook", "phase"))
                && (!wouldDeny || line.fields().get("would_deny") == Bool.TRUE)
                && (!hasPatch || line.number("patch", "ops") > 0)
                && policyHolds(line)
                && exemptionHolds(line);
    }

    private boolean isKind(RecordKind kind) {
        return records.isEmpty() ? kind == RecordKind.DECISION : records.contains(kind);
    }

    private boolean policyHolds(RecordLine line) {
        if (policies.isEmpty() && policyRevisions.isEmpty() && results.isEmpty()) {
            return true;
        }
        boolean violated =
                results.isEmpty()
                        && policyRevisions.isEmpty()
                        && objects(line, "violations")
                                .anyMatch(v ->
                                        policies.contains(text(v, "rule"))
                                                || policies.contains(text(v, "policy")));
        boolean judged =
                !(results.isEmpty() && policyRevisions.isEmpty())
                        && objects(line, "policies")
                                .anyMatch(p ->
                                        holds(policies, text(p, "id"))
                                                && holds(results, text(p, "result"))
                                                && (holds(policyRevisions, text(p, "rev"))
                                                        || policyRevisions.contains(
                                                                line.text("bundle", "revision"))));
        return violated || judged;
    }

    private boolean exemptionHolds(RecordLine line) {
        return exemptions.isEmpty()
                || objects(line, "violations")
                        .map(v -> text(v, "exemption"))
                        .anyMatch(e ->
                                !e.isEmpty()
                                        && (exemptions.contains(ANY) || exemptions.contains(e)));
    }

    private static boolean holds(Set<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.contains(actual);
    }

    /** The objects of a list field. */
    static Stream<Obj> objects(RecordLine line, String field) {
        Value list = line.fields().get(field);
        return list instanceof Array items
                ? items.asList().stream().filter(Obj.class::isInstance).map(Obj.class::cast)
                : Stream.empty();
    }

    static String text(Obj object, String field) {
        return object.get(field) instanceof Str s ? s.text() : "";
    }
}
