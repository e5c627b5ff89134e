package dev.meshwarden.policy.rule;

import dev.meshwarden.policy.review.Operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every rule by its id. One id may be made up of several parts, in Rego and in Java; the part that has a title carries the metadata,
 * the others say only what they are asked about, what they need and which clauses they judge.
 */
public final class Rules {
    public static final Rules NONE = new Rules(new TreeMap<>());

    private final SortedMap<String, Entry> byId;

    private Rules(SortedMap<String, Entry> byId) {
        this.byId = Collections.unmodifiableSortedMap(byId);
    }

    /**
     * One id.
     *
     * @param doc of all parts together
     */
    public record Entry(RuleDoc doc, List<Rule> parts) {
        public Entry {
            parts = List.copyOf(parts);
        }
    }

    /** Two parts of one id that do not fit together. */
    public record Clash(String id, String reason) {}

    /** The rules, and what does not fit together; the clashing parts are left out. */
    public record Collected(Rules rules, List<Clash> clashes) {
        public Collected {
            clashes = List.copyOf(clashes);
        }
    }

    /** Joins parts by id; the order given is the order in which the parts of one id are asked. */
    public static Collected collect(Collection<? extends Rule> all) {
        SortedMap<String, List<Rule>> grouped = new TreeMap<>();
        all.forEach(r -> grouped.computeIfAbsent(r.doc().id(), _ -> new ArrayList<>()).add(r));
        SortedMap<String, Entry> entries = new TreeMap<>();
        List<Clash> clashes = new ArrayList<>();
        grouped.forEach((id, parts) -> {
            Optional<String> fault = fault(parts);
            fault.ifPresent(reason -> clashes.add(new Clash(id, reason)));
            if (fault.isEmpty()) {
                entries.put(id, new Entry(joined(parts), parts));
            }
        });
        return new Collected(new Rules(entries), clashes);
    }

    private static Optional<String> fault(List<Rule> parts) {
        long titled = parts.stream().filter(r -> !r.doc().title().isEmpty()).count();
        if (titled != 1) {
            return Optional.of(
                    titled == 0
                            ? "no part of the rule has a title"
                            : "the rule is defined " + titled + " times");
        }
        List<String> letters = new ArrayList<>();
        for (Rule part : parts) {
            for (RuleDoc.Clause clause : part.doc().clauses()) {
                if (letters.contains(clause.letter())) {
                    return Optional.of("clause " + clause.letter() + " is defined twice");
                }
                letters.add(clause.letter());
            }
        }
        return Optional.empty();
    }

    private static RuleDoc joined(List<Rule> parts) {
        if (parts.size() == 1) {
            return parts.getFirst().doc();
        }
        RuleDoc main =
                parts.stream()
                        .map(Rule::doc)
                        .filter(d -> !d.title().isEmpty())
                        .findFirst()
                        .orElseThrow();
        List<RuleDoc.KindMatch> kinds = new ArrayList<>();
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        SortedMap<String, RuleDoc.Clause> clauses = new TreeMap<>();
        List<RuleDoc.Need> needs = new ArrayList<>(main.needs());
        var parameters = main.parameters().toBuilder();
        for (Rule part : parts) {
            RuleDoc doc = part.doc();
            doc.kinds().stream().filter(k -> !kinds.contains(k)).forEach(kinds::add);
            operations.addAll(doc.operations());
            doc.clauses().forEach(c -> clauses.put(c.letter(), c));
            needs.retainAll(doc.needs());
            doc.parameters()
                    .forEach((key, value) -> {
                        if (!main.parameters().containsKey(key)) {
                            parameters.put(key, value);
                        }
                    });
        }
        return new RuleDoc(
                main.id(),
                main.title(),
                main.looksFor(),
                main.fix(),
                main.severity(),
                main.action(),
                kinds,
                operations,
                List.copyOf(clauses.values()),
                needs,
                parameters.build(),
                main.page());
    }

    /** In id order. */
    public Collection<Entry> all() {
        return byId.values();
    }

    public Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Set<String> ids() {
        return byId.keySet();
    }
}
