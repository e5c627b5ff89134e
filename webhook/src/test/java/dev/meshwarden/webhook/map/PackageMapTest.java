package dev.meshwarden.webhook.map;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The map of rooms, held against the bytecode of all modules. */
class PackageMapTest {
    private static final String ROOT = "dev.meshwarden.";
    private static final Map<String, Set<String>> MAP = RoomMap.ROWS;
    private static final Pattern VAGUE =
            Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Base|Common)");
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.meshwarden");
    }

    @Test
    void everyRoomOfTheCodeIsOnTheMapAndTheMapNamesNoOther() {
        assertThat(rooms()).isEqualTo(new TreeSet<>(MAP.keySet()));
    }

    @Test
    void eachRoomImportsOnlyItsRow() {
        Map<String, String> broken = new TreeMap<>();
        for (JavaClass type : classes) {
            String from = room(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (target.startsWith(ROOT) && !ownTests(target)) {
                    String to = room(target);
                    if (!to.equals(from) && !mayImport(type.getPackageName(), to)) {
                        broken.putIfAbsent(
                                from + " must not import " + to, dependency.getDescription());
                    }
                }
            }
        }
        assertThat(broken).as("one example of each").isEmpty();
    }

    private static boolean mayImport(String packageName, String to) {
        return MAP.getOrDefault(room(packageName), Set.of()).contains(to)
                || RoomMap.CUPBOARDS
                        .getOrDefault(packageName.substring(ROOT.length()), Set.of())
                        .contains(to);
    }

    @Test
    void theMapHasNoCycle() {
        for (String start : MAP.keySet()) {
            Set<String> seen = new TreeSet<>();
            Deque<String> ahead = new ArrayDeque<>(MAP.get(start));
            while (!ahead.isEmpty()) {
                String next = ahead.pop();
                assertThat(next).as("a way from %s back to it", start).isNotEqualTo(start);
                if (seen.add(next)) {
                    ahead.addAll(MAP.getOrDefault(next, Set.of()));
                }
            }
        }
    }

    @Test
    void eachLibraryStaysAtHome() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = room(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                RoomMap.HOMES.forEach((library, homes) -> {
                    if (target.startsWith(library) && !homes.contains(from)) {
                        broken.add(
                                library
                                        + " lives in "
                                        + homes
                                        + ": "
                                        + dependency.getDescription());
                    }
                });
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        List<String> vague =
                classes.stream()
                        .filter(PackageMapTest::saysNothing)
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(vague).as("name the class after what it is").isEmpty();
    }

    @Test
    void onlyTheEdgesReadTheClock() {
        noClasses()
                .that(liveOutside("webhook.assembly", "webhook.cli"))
                .should(callMethod(Instant.class, "now"))
                .because("the time is read once and handed in: take an Instant or an InstantSource")
                .check(classes);
    }

    @Test
    void onlyTheCommandLinePrintsAndEnds() {
        noClasses()
                .that(liveOutside("webhook.cli", "fixtures"))
                .should(callMethod(System.class, "exit", int.class))
                .orShould(callMethod(Runtime.class, "halt", int.class))
                .because("an exit code is a value until Main")
                .check(classes);
        noClasses()
                .that(liveOutside("webhook.cli", "fixtures"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("rooms answer with values; the command line prints them")
                .check(classes);
    }

    @Test
    void nothingSleepsAndNothingFoldsCaseByLocale() {
        noClasses()
                .should(callMethod(Thread.class, "sleep", long.class))
                .orShould(callMethod(Thread.class, "sleep", java.time.Duration.class))
                .because("wait for what you wait for: a condition with a deadline")
                .check(classes);
        noClasses()
                .should(callMethod(String.class, "toLowerCase"))
                .orShould(callMethod(String.class, "toUpperCase"))
                .because("say toLowerCase(Locale.ROOT)")
                .check(classes);
    }

    /** A type of the JDK or of a library may force its word on what implements it, as X509ExtendedKeyManager does. */
    private static boolean saysNothing(JavaClass type) {
        Matcher vague = VAGUE.matcher(type.getSimpleName());
        return vague.matches()
                && type.getAllRawSuperclasses().stream()
                        .noneMatch(above -> above.getSimpleName().endsWith(vague.group(1)));
    }

    private static Set<String> rooms() {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .map(PackageMapTest::room)
                .filter(room -> !room.equals("fixtures"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean ownTests(String packageName) {
        return packageName.startsWith(ROOT + "fixtures");
    }

    /** {@code rego.value} of {@code dev.meshwarden.rego.value.deeper}: modules' packages, cupboards folded in. */
    private static String room(String packageName) {
        if (!packageName.startsWith(ROOT)) {
            return packageName;
        }
        String[] parts = packageName.substring(ROOT.length()).split("\\.");
        return parts.length == 1 ? parts[0] : parts[0] + "." + parts[1];
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> liveOutside(
            String... homes) {
        Set<String> allowed = Set.of(homes);
        return describe(
                "live outside " + allowed, type -> !allowed.contains(room(type.getPackageName())));
    }
}
