package dev.meshwarden.webhook.report;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.decision.Verdict;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.value.YamlDocument.Place;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code check} found: one row a document, in the order of reading.
 *
 * @param files read, however many documents they held
 */
public record CheckReport(List<Row> rows, int files, String policyRevision, String profile) {
    public CheckReport {
        rows = List.copyOf(rows);
    }

    /** One document. */
    public sealed interface Row {
        /** File and number of the document in it: {@code a.yaml#0}. */
        String source();

        /**
         * Decided.
         *
         * @param file without the number
         * @param place where a path of the object stands in the file; empty when that is not known
         * @param mutation what {@code /mutate} would do; empty when nobody asked
         */
        record Judged(
                String source,
                String file,
                Review review,
                Decision decision,
                Function<String, Optional<Place>> place,
                Optional<Decision> mutation)
                implements Row {}

        /** Not a Kubernetes object: passed over with a note. */
        record Skipped(String source, String note) implements Row {}

        /** Cannot be read. */
        record Unreadable(String source, List<Diagnostic> diagnostics) implements Row {
            public Unreadable {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    public List<Row.Judged> judged() {
        return rows.stream()
                .filter(Row.Judged.class::isInstance)
                .map(Row.Judged.class::cast)
                .toList();
    }

    public long denied() {
        return judged().stream().filter(r -> !r.decision().allowed()).count();
    }

    public long warned() {
        return judged().stream()
                .filter(r -> r.decision().allowed() && r.decision().verdict() != Verdict.ALLOW)
                .count();
    }

    public long allowed() {
        return judged().stream().filter(r -> r.decision().verdict() == Verdict.ALLOW).count();
    }

    public long errors() {
        return rows.stream().filter(Row.Unreadable.class::isInstance).count();
    }
}
