package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meshwarden.policy.decision.Decision;
import dev.meshwarden.policy.profile.Profile;
import dev.meshwarden.policy.profile.Profiles;
import dev.meshwarden.policy.review.Operation;
import dev.meshwarden.policy.review.Review;
import dev.meshwarden.policy.review.Reviews;
import dev.meshwarden.policy.review.User;
import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages that {@code explain} prints are true: the bad example violates its rule, the good one does not, and title, clauses and
 * parameters are the rule's own. A comment in an example says how it is asked about, where not as a CREATE by nobody in particular.
 */
class RulePagesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Pattern CLAUSE =
            Pattern.compile("- \\*\\*([a-z])\\*\\* (deny|warn|audit)\\b.*");
    private static final Pattern PARAMETER =
            Pattern.compile("- `([A-Za-z]+)`, default `([^`]*)`.*");
    private static final Pattern OLD_MODE = Pattern.compile("the old object said ([A-Z]+)");
    private static final Pattern OLD_LABEL = Pattern.compile("the label was ([a-z.-]+): ([a-z]+)");
    private static final PolicySet POLICIES = reference();

    @TestFactory
    Stream<DynamicContainer> everyPageTellsTheTruth() {
        return POLICIES.rules().all().stream()
                .map(Rules.Entry::doc)
                .map(doc -> DynamicContainer.dynamicContainer(doc.id(), claims(doc)));
    }

    private static Stream<DynamicTest> claims(RuleDoc doc) {
        return Stream.of(
                dynamicTest(
                        "the bad example violates the rule",
                        () -> assertThat(violated(example(doc, "Bad"))).contains(doc.id())),
                dynamicTest(
                        "the good example does not",
                        () -> assertThat(violated(example(doc, "Good"))).doesNotContain(doc.id())),
                dynamicTest(
                        "the title and the sentence below it are the rule's",
                        () ->
                                assertThat(doc.page())
                                        .startsWith(
                                                "# %s: %s\n\n%s\n"
                                                        .formatted(
                                                                doc.id(),
                                                                doc.title(),
                                                                doc.looksFor()))),
                dynamicTest(
                        "the clauses are the rule's",
                        () -> assertThat(clausesOf(doc.page())).isEqualTo(clauses(doc))),
                dynamicTest(
                        "the parameters and their defaults are the rule's",
                        () -> assertThat(parametersOf(doc.page())).isEqualTo(parameters(doc))));
    }

    private static String example(RuleDoc doc, String heading) {
        Matcher found =
                Pattern.compile("## " + heading + "\n\n```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(doc.page());
        assertThat(found.find()).as("a section %s with YAML", heading).isTrue();
        return found.group(1);
    }

    private static List<String> violated(String example) {
        Decision decision =
                POLICIES.decide(review(example), Optional.empty(), Duration.ofSeconds(30));
        return decision.violations().stream().map(v -> v.violation().rule()).toList();
    }

    private static Review review(String example) {
        Obj object = (Obj) YamlReader.manifests(example).getFirst().value();
        Optional<User> user = Optional.empty();
        if (example.contains("outside meshAdmins") || example.contains("by anybody")) {
            user = Optional.of(new User("eve", "", List.of("developers")));
        } else if (example.contains("in meshAdmins")) {
            user = Optional.of(new User("ada", "", List.of("mesh-admins")));
        }
        if (example.startsWith("# DELETE")) {
            return Reviews.ofManifest(object, Operation.DELETE, Optional.empty(), user, NOW);
        }
        Optional<Obj> before = before(example, object);
        Operation operation = before.isPresent() ? Operation.UPDATE : Operation.CREATE;
        return Reviews.ofManifest(object, operation, before, user, NOW);
    }

    private static Optional<Obj> before(String example, Obj object) {
        Matcher mode = OLD_MODE.matcher(example);
        if (mode.find()) {
            var mtls = Obj.of("mtls", Obj.of("mode", Str.of(mode.group(1))));
            return Optional.of(object.with("spec", mtls));
        }
        Matcher label = OLD_LABEL.matcher(example);
        if (label.find() && object.get("metadata") instanceof Obj metadata) {
            var labels = Obj.of(label.group(1), Str.of(label.group(2)));
            return Optional.of(object.with("metadata", metadata.with("labels", labels)));
        }
        return example.startsWith("# UPDATE")
                ? Optional.of(object.with("spec", Obj.EMPTY))
                : Optional.empty();
    }

    private static List<String> clausesOf(String page) {
        return matches(CLAUSE, page).stream().map(m -> m.get(1) + " " + m.get(2)).toList();
    }

    private static List<String> clauses(RuleDoc doc) {
        return doc.clauses().stream().map(c -> c.letter() + " " + c.action().text()).toList();
    }

    private static Map<String, Value> parametersOf(String page) {
        Map<String, Value> found = new TreeMap<>();
        matches(PARAMETER, page).forEach(m -> found.put(m.get(1), YamlReader.read(m.get(2))));
        return found;
    }

    private static Map<String, Value> parameters(RuleDoc doc) {
        Map<String, Value> all = new TreeMap<>();
        doc.parameters().forEach((k, v) -> all.put(((Str) k).text(), v));
        return all;
    }

    /** The groups of every line that matches, the whole line first. */
    private static List<List<String>> matches(Pattern pattern, String page) {
        List<List<String>> all = new ArrayList<>();
        page.lines()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .forEach(m -> all.add(List.of(m.group(), m.group(1), m.group(2))));
        return all;
    }

    /** Under the reference profile every list that only a site knows is filled. */
    private static PolicySet reference() {
        if (!(PolicySet.load(PolicySources.builtIn(), System::nanoTime)
                instanceof PolicySet.Loading.Loaded(var policies, _))) {
            throw new AssertionError("the built-in pack does not load");
        }
        return policies.withProfile(profile(policies.profiles()));
    }

    private static Profile profile(Profiles profiles) {
        return switch (profiles.resolve("reference")) {
            case Profiles.Found.Resolved(var profile) -> profile;
            case Profiles.Found other -> throw new AssertionError(other);
        };
    }
}
