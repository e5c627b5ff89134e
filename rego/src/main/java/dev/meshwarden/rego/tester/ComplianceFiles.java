package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads compliance cases: OPA's YAML files as they lie in its repository, or the same as JSON, a category a file. */
public final class ComplianceFiles {
    private ComplianceFiles() {}

    /** Every case below a folder or in a file, in the order of paths. Files without {@code cases} are passed over, as are
     * cases without a query: those say what must not compile. */
    public static List<ComplianceCase> read(Path root) throws IOException {
        List<ComplianceCase> cases = new ArrayList<>();
        for (Path file : files(root)) {
            String name = file.getFileName().toString();
            Value document =
                    name.endsWith(".json")
                            ? JsonReader.read(Files.readString(file))
                            : YamlReader.read(Files.readString(file));
            if (document instanceof Obj o && o.get("cases") instanceof Array all) {
                add(cases, all, file, label(root, file));
            }
        }
        return cases;
    }

    private static void add(List<ComplianceCase> to, Array cases, Path file, String label) {
        for (int i = 0; i < cases.size(); i++) {
            if (cases.at(i) instanceof Obj c && c.get("query") != null) {
                to.add(ComplianceCase.read(c, file, label, i));
            }
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> f.toString().matches(".*\\.(json|ya?ml)"))
                    .sorted()
                    .toList();
        }
    }

    /** The category and the file's name. */
    private static String label(Path root, Path file) {
        Path parent = root.toAbsolutePath().relativize(file.toAbsolutePath()).getParent();
        Path folder = parent == null ? file.toAbsolutePath().getParent() : parent;
        Path last = folder == null ? null : folder.getFileName();
        return (last == null ? "" : last + "/") + file.getFileName();
    }
}
