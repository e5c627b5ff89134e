package dev.meshwarden.rego.bundle;

import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether modules and data lie where the manifest says that the bundle's things lie. */
final class Roots {
    /** The package clause behind blank lines and comments; one that does not parse is the compiler's to refuse. */
    private static final Pattern PACKAGE =
            Pattern.compile(
                    "\\A(?:\\s|#[^\\n]*(?:\\n|\\z))*+(package["
                            + " \\t]+([\\w]+(?:\\.\\w+|\\[\"[^\"\\n]*\"\\])*))");

    private final List<String> roots;

    Roots(List<String> roots) {
        this.roots = roots;
    }

    /** Whether a path is a root or lies below it. */
    static boolean contains(String root, String path) {
        return root.isEmpty() || path.equals(root) || path.startsWith(root + "/");
    }

    List<Diagnostic> check(List<Source> modules, Obj data, String name) {
        List<Diagnostic> faults = new ArrayList<>();
        for (Source module : modules) {
            Matcher clause = PACKAGE.matcher(module.text());
            if (clause.find()) {
                String path = clause.group(2).replaceAll("\\.|\\[\"", "/").replace("\"]", "");
                if (roots.stream().noneMatch(root -> contains(root, path))) {
                    int start = clause.start(1);
                    String before = module.text().substring(0, start);
                    int row = (int) before.chars().filter(c -> c == '\n').count() + 1;
                    int column = start - before.lastIndexOf('\n');
                    faults.add(
                            new Diagnostic(
                                    Code.BUNDLE,
                                    "manifest roots " + roots + " do not permit this package",
                                    new Location(
                                            module, row, column, start, clause.group(1).length())));
                }
            }
        }
        data("", data, name, faults);
        return faults;
    }

    private void data(String path, Value value, String name, List<Diagnostic> faults) {
        if (roots.stream().anyMatch(root -> contains(root, path))) {
            return;
        }
        boolean leads = path.isEmpty() || roots.stream().anyMatch(root -> contains(path, root));
        if (leads && value instanceof Obj object) {
            object.forEach((key, child) ->
                    data(path.isEmpty() ? text(key) : path + "/" + text(key), child, name, faults));
            return;
        }
        faults.add(
                BadBundle.file(
                                name,
                                "manifest roots "
                                        + roots
                                        + " do not permit data at path '/"
                                        + path
                                        + "'")
                        .diagnostic());
    }

    private static String text(Value key) {
        return key instanceof Str s ? s.text() : key.toString();
    }
}
