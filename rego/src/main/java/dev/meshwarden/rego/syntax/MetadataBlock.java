package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Comment;
import dev.meshwarden.rego.diagnostic.Code;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.util.ArrayList;
import java.util.List;

/**
 * The YAML of a METADATA comment: the lines of comments that follow it without a gap, each in the first column.
 *
 * @param at the METADATA comment
 * @param end the last comment
 */
record MetadataBlock(Obj yaml, Location at, Location end) {
    /** The blocks that can be read; the faults of the others are added. */
    static List<MetadataBlock> all(List<Comment> comments, List<Diagnostic> faults) {
        var blocks = new ArrayList<MetadataBlock>();
        for (int i = 0; i < comments.size(); i++) {
            Comment head = comments.get(i);
            if (!opens(head)) {
                continue;
            }
            var lines = new ArrayList<Comment>();
            for (int j = i + 1; j < comments.size(); j++) {
                if (!follows(comments.get(j), comments.get(j - 1))) {
                    break;
                }
                lines.add(comments.get(j));
            }
            i += lines.size();
            read(head, lines, blocks, faults);
        }
        return blocks;
    }

    private static boolean opens(Comment comment) {
        return comment.at().column() == 1 && comment.text().strip().startsWith("METADATA");
    }

    private static boolean follows(Comment comment, Comment before) {
        return comment.at().column() == 1
                && comment.at().row() == before.at().row() + 1
                && !opens(comment);
    }

    private static void read(
            Comment head,
            List<Comment> lines,
            List<MetadataBlock> blocks,
            List<Diagnostic> faults) {
        var text = new StringBuilder();
        for (Comment line : lines) {
            String inner = line.text();
            text.append(inner.startsWith(" ") ? inner.substring(1) : inner).append('\n');
        }
        if (text.toString().isBlank()) {
            faults.add(
                    new Diagnostic(
                            Code.PARSE, "expected METADATA block, found whitespace", head.at()));
            return;
        }
        Location end = lines.getLast().at();
        try {
            Value yaml = YamlReader.read(text.toString());
            if (yaml instanceof Null) {
                blocks.add(new MetadataBlock(Obj.EMPTY, head.at(), end));
            } else if (yaml instanceof Obj object) {
                blocks.add(new MetadataBlock(object, head.at(), end));
            } else {
                faults.add(
                        new Diagnostic(
                                Code.PARSE,
                                "a METADATA block must be a mapping, this is of type "
                                        + yaml.typeName(),
                                lines.getFirst().at()));
            }
        } catch (MalformedText e) {
            int row = Math.clamp(e.row() - 1, 0, lines.size() - 1);
            faults.add(new Diagnostic(Code.PARSE, "yaml: " + e.reason(), lines.get(row).at()));
        }
    }
}
