package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds documents from the events of snakeyaml-engine, as go-yaml v3 and OPA's conversion to JSON do. Anchored nodes are shared, so
 * an alias costs nothing, but what it stands for is counted: a text whose values come mostly from aliases is refused as go-yaml refuses it.
 */
final class YamlEvents {
    private static final int MOST_CHARACTERS = 16 << 20;
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int MOST_ALIASES_OF_A_MANIFEST = 50;

    private final YamlStream stream;
    private final YamlPlaces places;
    private final YamlScalars scalars;
    private final ReadOptions options;
    private final boolean manifest;
    private final Map<String, Node> anchors = new HashMap<>();
    private final AliasCount aliases = new AliasCount();

    /** A built node: what it is, how many nodes it stands for, and whether it can be merged. */
    private record Node(@Nullable Value value, long nodes) {}

    private YamlEvents(String text, ReadOptions options, boolean manifest, boolean withPlaces) {
        this.stream = new YamlStream(text, settings());
        this.places = new YamlPlaces(withPlaces);
        this.scalars = new YamlScalars(manifest, options.digits());
        this.options = options;
        this.manifest = manifest;
    }

    private static LoadSettings settings() {
        return LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
    }

    /** Every document, with the places of its nodes. */
    static List<YamlDocument> read(String text, ReadOptions options, boolean manifest) {
        var events = new YamlEvents(text, options, manifest, true);
        List<YamlDocument> found = new ArrayList<>();
        for (Value value = events.nextDocument(); value != null; value = events.nextDocument()) {
            if (found.size() == MOST_DOCUMENTS) {
                throw events.stream.malformed("more than " + MOST_DOCUMENTS + " documents");
            }
            found.add(events.places.document(value));
        }
        return found;
    }

    /** The first document, without places; the others must parse, but need not mean anything. */
    static Value readFirst(String text, ReadOptions options) {
        var events = new YamlEvents(text, options, false, false);
        Value first = events.nextDocument();
        for (Event e = events.stream.next(); e != null; e = events.stream.next()) {
            events.checkOnly(e);
        }
        return first == null ? Null.NULL : first;
    }

    private void checkOnly(Event event) {
        if (event instanceof AliasEvent alias) {
            if (!anchors.containsKey(alias.getAlias().getValue())) {
                throw stream.malformed(unknownAnchor(alias), event);
            }
        } else if (event instanceof NodeEvent node) {
            node.getAnchor().ifPresent(a -> anchors.put(a.getValue(), new Node(Null.NULL, 1)));
        }
    }

    private @Nullable Value nextDocument() {
        if (manifest) {
            anchors.clear();
        }
        aliases.startDocument();
        places.startDocument();
        for (Event event = stream.next(); event != null; event = stream.next()) {
            if (event.getEventId() == Event.ID.DocumentStart) {
                Value value = valueOf(node(stream.require(), "", 0));
                stream.require(); // the document's end
                return value;
            }
        }
        return null;
    }

    private Node node(Event event, String pointer, int depth) {
        if (depth > options.depth()) {
            throw stream.malformed("nested deeper than " + options.depth(), event);
        }
        places.node(pointer, event);
        aliases.count(1);
        return switch (event) {
            case AliasEvent alias -> alias(alias);
            case ScalarEvent scalar -> anchored(scalar, new Node(scalar(scalar), 1));
            case CollectionStartEvent start -> {
                start.getAnchor().ifPresent(a -> anchors.put(a.getValue(), new Node(null, 0)));
                boolean mapping = event.getEventId() == Event.ID.MappingStart;
                yield anchored(start, mapping ? mapping(pointer, depth) : sequence(pointer, depth));
            }
            default -> throw new IllegalStateException("bug: no node begins with " + event);
        };
    }

    private Node anchored(NodeEvent event, Node node) {
        event.getAnchor().map(Anchor::getValue).ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private static String unknownAnchor(AliasEvent alias) {
        return "unknown anchor '" + alias.getAlias().getValue() + "' referenced";
    }

    private Node alias(AliasEvent alias) {
        Node target = anchors.get(alias.getAlias().getValue());
        if (target == null) {
            throw stream.malformed(unknownAnchor(alias), alias);
        }
        if (target.value() == null) {
            throw stream.malformed(
                    "anchor '" + alias.getAlias().getValue() + "' value contains itself", alias);
        }
        if (!aliases.admits(target.nodes())
                || (manifest && aliases.used() > MOST_ALIASES_OF_A_MANIFEST)) {
            throw stream.malformed("document contains excessive aliasing", alias);
        }
        return target;
    }

    private Value scalar(ScalarEvent event) {
        if (event.getValue().length() > options.stringLength()) {
            throw stream.malformed("a string longer than " + options.stringLength(), event);
        }
        try {
            return scalars.resolve(
                    event.getTag().orElse(null), stream.valueOf(event), event.isPlain());
        } catch (YamlScalars.Refused refused) {
            throw stream.malformed(String.valueOf(refused.getMessage()), event);
        }
    }

    private Node sequence(String pointer, int depth) {
        Array.Builder items = Array.builder();
        long nodes = 1;
        for (Event e = stream.require(); isNode(e); e = stream.require()) {
            Node item = node(e, places.child(pointer, items.size()), depth + 1);
            items.add(valueOf(item));
            nodes = AliasCount.sum(nodes, item.nodes());
        }
        return new Node(items.build(), nodes);
    }

    private static Value valueOf(Node node) {
        Value value = node.value();
        if (value == null) {
            throw new IllegalStateException("bug: the node is not complete");
        }
        return value;
    }

    private Node mapping(String pointer, int depth) {
        Obj.Builder members = Obj.builder();
        List<Obj> merged = new ArrayList<>();
        long nodes = 1;
        for (Event key = stream.require(); isNode(key); key = stream.require()) {
            if (isMerge(key)) {
                Node source = merge(pointer, key, depth, merged);
                nodes = AliasCount.sum(nodes, source.nodes());
                continue;
            }
            Str name = key(key, depth);
            if (options.refuseDuplicateKeys() && members.get(name) != null) {
                throw stream.malformed("the key \"" + shown(name) + "\" is already there", key);
            }
            String child = places.child(pointer, name.text());
            places.key(child, key);
            Node value = node(stream.require(), child, depth + 1);
            members.put(name, valueOf(value));
            nodes = AliasCount.sum(nodes, value.nodes() + 1);
        }
        for (Obj source : merged) {
            source.forEach((k, v) -> {
                if (members.get(k) == null) {
                    members.put(k, v);
                }
            });
        }
        return new Node(members.build(), nodes);
    }

    private static String shown(Str name) {
        String text = name.text();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private Str key(Event event, int depth) {
        ScalarEvent scalar = event instanceof ScalarEvent s ? s : null;
        if (scalar != null && scalar.isPlain() && scalar.getTag().isEmpty()) {
            Str name = YamlScalars.keyNotFinite(scalar.getValue());
            if (name != null) {
                return name;
            }
        }
        Node node = node(event, YamlPlaces.NOWHERE, depth + 1);
        try {
            Str name = YamlScalars.key(valueOf(node), scalar == null ? "0" : scalar.getValue());
            if (name.text().length() > options.nameLength()) {
                throw stream.malformed("a key longer than " + options.nameLength(), event);
            }
            return name;
        } catch (YamlScalars.Refused refused) {
            throw stream.malformed(String.valueOf(refused.getMessage()), event);
        }
    }

    private static boolean isMerge(Event event) {
        if (!(event instanceof ScalarEvent s) || !s.getValue().equals("<<")) {
            return false;
        }
        Optional<String> tag = s.getTag();
        return tag.isEmpty() ? s.isPlain() : tag.get().equals("tag:yaml.org,2002:merge");
    }

    private Node merge(String pointer, Event key, int depth, List<Obj> merged) {
        String child = places.child(pointer, "<<");
        places.key(child, key);
        Event event = stream.require();
        Node source = node(event, child, depth + 1);
        boolean listed = event.getEventId() == Event.ID.SequenceStart;
        switch (valueOf(source)) {
            case Obj one -> merged.add(one);
            case Array many when listed -> {
                for (Value one : many) {
                    if (!(one instanceof Obj o)) {
                        throw notAMap(event);
                    }
                    merged.add(o);
                }
            }
            default -> throw notAMap(event);
        }
        return source;
    }

    private MalformedText notAMap(Event event) {
        return stream.malformed("map merge requires map or sequence of maps as the value", event);
    }

    private static boolean isNode(Event event) {
        return event instanceof NodeEvent;
    }

    /** Row and column of a mark, both from 1. */
    static YamlDocument.Place place(Optional<Mark> mark) {
        return mark.map(m -> new YamlDocument.Place(m.getLine() + 1, m.getColumn() + 1))
                .orElse(new YamlDocument.Place(0, 0));
    }
}
