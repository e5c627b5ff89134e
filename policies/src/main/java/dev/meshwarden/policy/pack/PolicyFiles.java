package dev.meshwarden.policy.pack;

import dev.meshwarden.policy.constraint.Constraint;
import dev.meshwarden.policy.constraint.ConstraintReader;
import dev.meshwarden.policy.constraint.PolicyObject;
import dev.meshwarden.policy.exemption.Exemption;
import dev.meshwarden.policy.exemption.ExemptionReader;
import dev.meshwarden.policy.profile.ProfileReader;
import dev.meshwarden.policy.profile.ProfileSpec;
import dev.meshwarden.policy.rule.Spelling;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.YamlDocument;
import dev.meshwarden.rego.value.YamlReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Files told apart and read: modules, pages, and the documents of ours. Every document is read, so that one loading finds every
 * problem.
 *
 * <p>Threading: confined to the loading thread.
 */
final class PolicyFiles {
    private static final List<String> KINDS =
            List.of(ConstraintReader.KIND, ExemptionReader.KIND, ProfileReader.KIND);

    final List<Source> modules = new ArrayList<>();
    final Map<String, String> pages = new TreeMap<>();
    final List<Constraint> constraints = new ArrayList<>();
    final List<Exemption> exemptions = new ArrayList<>();
    final List<ProfileSpec> profiles = new ArrayList<>();
    final List<Diagnostic> problems = new ArrayList<>();

    /** What was left out although it may have been meant: documents of others. */
    final List<Diagnostic> notes = new ArrayList<>();

    PolicyFiles(List<Source> files) {
        files.forEach(this::take);
    }

    private void take(Source file) {
        String name = file.name();
        if (name.endsWith(".rego")) {
            if (!name.endsWith("_test.rego")) {
                modules.add(file);
            }
        } else if (name.endsWith(".md")) {
            pages.put(name.substring(0, name.length() - ".md".length()), file.text());
        } else if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
            documents(file);
        }
    }

    private void documents(Source file) {
        List<YamlDocument> documents;
        try {
            documents = YamlReader.manifests(file.text());
        } catch (MalformedText e) {
            problems.add(
                    new Diagnostic(
                            Code.YAML, e.reason(), new Location(file, e.row(), e.column(), 0, 0)));
            return;
        }
        documents.forEach(d -> document(file, d));
    }

    private void document(Source file, YamlDocument document) {
        String kind = PolicyObject.kindOf(document.value());
        switch (kind) {
            case ConstraintReader.KIND ->
                    take(ConstraintReader.read(file, document), constraints::add);
            case ExemptionReader.KIND ->
                    take(ExemptionReader.read(file, document), exemptions::add);
            case ProfileReader.KIND -> take(ProfileReader.read(file, document), profiles::add);
            case "" -> note(file, document);
            default ->
                    problems.add(
                            new Diagnostic(
                                    Code.CONSTRAINT,
                                    "`" + kind + "` is no kind of " + PolicyObject.API_VERSION,
                                    place(file, document, "/kind"),
                                    Spelling.hint(kind, KINDS)));
        }
    }

    /** A manifest beside the policies is fine; one that nobody applies should not look as if it were. */
    private void note(Source file, YamlDocument document) {
        if (document.value() instanceof Obj o
                && o.get("apiVersion") instanceof Str version
                && o.get("kind") instanceof Str kind) {
            notes.add(
                    new Diagnostic(
                            Code.CONSTRAINT,
                            "`"
                                    + kind.text()
                                    + "` of "
                                    + version.text()
                                    + " is no policy: left out",
                            place(file, document, "/kind")));
        }
    }

    private static Location place(Source file, YamlDocument document, String pointer) {
        var place = document.places().get(pointer);
        return place == null
                ? new Location(file, 1, 1, 0, 0)
                : new Location(file, place.row(), place.column(), 0, 0);
    }

    private <T> void take(PolicyObject.Parsed<T> parsed, Consumer<T> into) {
        switch (parsed) {
            case PolicyObject.Parsed.Read<T>(var object) -> into.accept(object);
            case PolicyObject.Parsed.Failed<T>(var diagnostics) -> problems.addAll(diagnostics);
        }
    }
}
