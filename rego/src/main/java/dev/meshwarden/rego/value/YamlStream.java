package dev.meshwarden.rego.value;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.Iterator;
import java.util.function.Supplier;

/** The parser's events one by one; whatever it throws becomes {@link MalformedText} with the place. */
final class YamlStream {
    private static final Event END = new StreamEndEvent();

    private final String text;
    private final int codePoints;
    private final Iterator<Event> events;
    private YamlDocument.Place last = new YamlDocument.Place(1, 1);

    YamlStream(String text, LoadSettings settings) {
        this.text = text;
        this.codePoints = text.codePointCount(0, text.length());
        this.events = guarded(() -> new Parse(settings).parseString(text).iterator());
    }

    /** Null behind the last. */
    @Nullable Event next() {
        Event event = guarded(() -> events.hasNext() ? events.next() : END);
        if (event == END) {
            return null;
        }
        last = YamlEvents.place(event.getStartMark());
        return event;
    }

    Event require() {
        Event event = next();
        if (event == null) {
            throw malformed("the text ends too early");
        }
        return event;
    }

    /** A block scalar that ends the text without a line end has none either, as libyaml reads it. */
    String valueOf(ScalarEvent scalar) {
        String value = scalar.getValue();
        boolean block = scalar.isLiteral() || scalar.isFolded();
        boolean cut =
                block
                        && value.endsWith("\n")
                        && !text.endsWith("\n")
                        && !text.endsWith("\r")
                        && scalar.getEndMark().orElseThrow().getIndex() >= codePoints;
        return cut ? value.substring(0, value.length() - 1) : value;
    }

    MalformedText malformed(String message) {
        return new MalformedText(message, last.row(), last.column());
    }

    MalformedText malformed(String message, Event at) {
        YamlDocument.Place place = YamlEvents.place(at.getStartMark());
        return new MalformedText(message, place.row(), place.column());
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (MarkedYamlEngineException e) {
            YamlDocument.Place place = YamlEvents.place(e.getProblemMark());
            throw new MalformedText(reason(e.getProblem()), place.row(), place.column());
        } catch (ReaderException e) {
            throw atOffset("a character that YAML does not allow", e.getPosition());
        } catch (YamlEngineException e) {
            throw malformed(reason(e.getMessage()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
            // the parser trips over some malformed texts instead of refusing them
            throw malformed("not YAML: " + e.getClass().getSimpleName());
        }
    }

    /** libyaml says what it missed, this parser what it expected; policies test for libyaml's words. */
    private static String reason(@Nullable String problem) {
        String said = problem == null ? "not YAML" : problem;
        int but = said.indexOf(", but ");
        if (said.equals("mapping values are not allowed here")) {
            return "mapping values are not allowed in this context";
        }
        return said.startsWith("expected ") && but > 0
                ? "did not find "
                        + said.substring(0, but).replace("the node content", "node content")
                : said;
    }

    private MalformedText atOffset(String message, int codePoints) {
        int row = 1;
        int column = 1;
        int at = 0;
        for (int i = 0; i < codePoints && at < text.length(); i++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", at));
            row = ends ? row + 1 : row;
            column = ends ? 1 : column + 1;
        }
        return new MalformedText(message, row, column);
    }
}
