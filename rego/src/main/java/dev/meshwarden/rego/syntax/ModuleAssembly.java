package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Annotations;
import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Comment;
import dev.meshwarden.rego.ast.Form;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.ast.Rule;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.source.Source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Makes a module of its statements: one package first, then imports and rules; then what v1 demands of how rules are written. */
final class ModuleAssembly {
    private final Source source;
    private final List<Statement> statements;
    private final RegoVersion version;
    private final List<Import> imports = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Diagnostic> faults = new ArrayList<>();
    private final List<Diagnostic> faultsInV1 = new ArrayList<>();
    private RegoVersion effective;

    private ModuleAssembly(Source source, List<Statement> statements, RegoVersion version) {
        this.source = source;
        this.statements = statements;
        this.version = version;
        this.effective = version;
    }

    static Parsed<Module> assemble(
            Source source,
            List<Statement> statements,
            List<Comment> comments,
            RegoVersion version) {
        var assembly = new ModuleAssembly(source, statements, version);
        return assembly.module(comments);
    }

    private Parsed<Module> module(List<Comment> comments) {
        if (statements.isEmpty()) {
            return Parsed.failed(
                    List.of(
                            new Diagnostic(
                                    Code.PARSE, "empty module", new Location(source, 0, 0, 0, 0))));
        }
        Statement first = statements.getFirst();
        if (!(first instanceof Statement.OfPackage)) {
            fault(first.at(), "package expected");
        }
        for (int i = 1; i < statements.size(); i++) {
            add(i);
        }
        if (effective.atLeast(RegoVersion.V1)) {
            faults.addAll(faultsInV1);
        }
        if (!faults.isEmpty() || !(first instanceof Statement.OfPackage named)) {
            return Parsed.failed(faults);
        }
        List<MetadataBlock> blocks = MetadataBlock.all(comments, faults);
        List<Annotations> annotations = Attachment.attach(blocks, named, imports, rules, faults);
        if (!faults.isEmpty()) {
            return Parsed.failed(faults);
        }
        return Parsed.ok(
                new Module(
                        source,
                        named.path(),
                        imports,
                        Attachment.rules(rules, annotations, named.path()),
                        annotations,
                        comments,
                        version,
                        effective,
                        named.at()));
    }

    private void add(int index) {
        switch (statements.get(index)) {
            case Statement.OfPackage(_, var at) -> fault(at, "unexpected package");
            case Statement.OfImport(var imported) -> {
                imports.add(imported);
                RegoVersion raised = ImportParser.versionOf(imported.path());
                if (raised != null && raised.atLeast(effective)) {
                    effective = raised;
                }
            }
            case Statement.OfRule(var draft) -> add(draft);
            case Statement.OfBody(var body) -> {
                switch (StatementRules.of(body)) {
                    case StatementRules.Made.Good(var draft) -> add(draft);
                    case StatementRules.Made.Bad(var why) ->
                            fault(body.at(), why + hintAtKeyword(body, index));
                }
            }
        }
    }

    private void add(RuleDraft draft) {
        rules.add(draft.rule());
        faultsInV1.addAll(draft.faultsInV1());
    }

    private void fault(Location at, String message) {
        faults.add(new Diagnostic(Code.PARSE, message, at));
    }

    /** In v0 {@code p if { … }} without the import is the statement p and a rule named if. */
    private String hintAtKeyword(Body body, int index) {
        if (effective != RegoVersion.V0) {
            return "";
        }
        String word = keyword(statements.get(index));
        if (word == null && index + 1 < statements.size()) {
            Statement next = statements.get(index + 1);
            word = next.at().row() == body.at().row() ? keyword(next) : null;
        }
        return word == null
                ? ""
                : " (hint: `import future.keywords.%s` for `%s` rules)"
                        .formatted(word, word.equals("if") ? "p if { ... }" : "p contains x");
    }

    private static @Nullable String keyword(Statement statement) {
        String name =
                switch (statement) {
                    case Statement.OfRule(var draft) when draft.rule().ref().path().isEmpty() ->
                            draft.rule().head().name();
                    case Statement.OfBody(var body)
                            when body.size() == 1
                                    && body.get(0).form()
                                            instanceof Form.TermForm(Var(var word, _), _) ->
                            word;
                    case Statement.OfRule _,
                            Statement.OfBody _,
                            Statement.OfImport _,
                            Statement.OfPackage _ ->
                            "";
                };
        return name.equals("if") || name.equals("contains") ? name : null;
    }
}
