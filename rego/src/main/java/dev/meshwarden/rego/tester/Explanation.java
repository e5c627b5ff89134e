package dev.meshwarden.rego.tester;

import dev.meshwarden.rego.runtime.Watcher;
import dev.meshwarden.rego.source.Location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation did, as a tree of rules: which expressions held, which did not, how often. Answers that were already known are not
 * told again.
 *
 * <p>Threading: confined to one thread.
 */
public final class Explanation implements Watcher {
    private static final int MOST_LINES = 10_000;

    private final Detail detail;
    private final Deque<Node> open = new ArrayDeque<>();
    private final Node root = new Node("query", Location.NONE);
    private int lines;

    /** How much is told. */
    public enum Detail {
        /** Expressions that did not hold. */
        FAILS,
        /** Notes left with {@code trace} alone. */
        NOTES,
        /** Everything. */
        FULL
    }

    /** A rule being evaluated, or done. */
    private static final class Node {
        private final String rule;
        private final Location at;
        private final List<Object> parts = new ArrayList<>();
        private final Map<Location, Line> known = new LinkedHashMap<>();
        private boolean defined;

        Node(String rule, Location at) {
            this.rule = rule;
            this.at = at;
        }
    }

    /** An expression, or a note. */
    private static final class Line {
        private final Location at;
        private final String note;
        private int held;
        private int failed;

        Line(Location at, String note) {
            this.at = at;
            this.note = note;
        }
    }

    public Explanation(Detail detail) {
        this.detail = detail;
        open.push(root);
    }

    @Override
    public void enter(String rule, Location at) {
        var node = new Node(rule, at);
        open.getFirst().parts.add(node);
        open.push(node);
    }

    @Override
    public void leave(String rule, boolean defined) {
        open.pop().defined = defined;
    }

    @Override
    public void step(Location at, boolean held) {
        Line line = line(at);
        if (held) {
            line.held++;
        } else {
            line.failed++;
        }
    }

    @Override
    public void note(String message, Location at) {
        if (lines++ < MOST_LINES) {
            open.getFirst().parts.add(new Line(at, message));
        }
    }

    private Line line(Location at) {
        Node node = open.getFirst();
        Line line = node.known.get(at);
        if (line == null) {
            line = new Line(at, "");
            node.known.put(at, line);
            if (lines++ < MOST_LINES) {
                node.parts.add(line);
            }
        }
        return line;
    }

    /** The tree as text, two blanks a level. */
    public String text() {
        var out = new StringBuilder();
        root.parts.forEach(part -> print(part, 0, out));
        if (lines > MOST_LINES) {
            out.append("(cut after ").append(MOST_LINES).append(" lines)\n");
        }
        return out.toString();
    }

    private void print(Object part, int depth, StringBuilder out) {
        switch (part) {
            case Node n -> {
                var inside = new StringBuilder();
                n.parts.forEach(p -> print(p, depth + 1, inside));
                boolean shown =
                        switch (detail) {
                            case FULL -> true;
                            case FAILS -> !n.defined || !inside.isEmpty();
                            case NOTES -> !inside.isEmpty();
                        };
                if (shown) {
                    indent(out, depth).append(n.rule);
                    out.append(n.defined ? "" : "  undefined");
                    place(out, n.at).append(inside);
                }
            }
            case Line l when !l.note.isEmpty() -> {
                indent(out, depth).append("note: ").append(l.note);
                place(out, l.at);
            }
            case Line l when shows(l) -> {
                indent(out, depth)
                        .append(l.failed == 0 ? "held    " : l.held == 0 ? "failed  " : "some    ")
                        .append(firstLine(l.at.text()));
                int times = Math.max(l.failed, l.held);
                out.append(times > 1 ? "  (" + l.held + " held, " + l.failed + " failed)" : "");
                place(out, l.at);
            }
            default -> {}
        }
    }

    private boolean shows(Line line) {
        return switch (detail) {
            case FULL -> true;
            case FAILS -> line.failed > 0;
            case NOTES -> false;
        };
    }

    private static StringBuilder indent(StringBuilder out, int depth) {
        return out.repeat("  ", depth);
    }

    private static StringBuilder place(StringBuilder out, Location at) {
        return at.row() == 0 ? out.append('\n') : out.append("    ").append(at).append('\n');
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " …";
    }
}
