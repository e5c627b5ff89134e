package dev.meshwarden.rego.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** JSON text straight into values, through Jackson's streaming parser. Refuses what follows the one document. */
public final class JsonReader {
    private final JsonFactory factory;
    private final ReadOptions options;

    public JsonReader(ReadOptions options) {
        this.options = options;
        this.factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(options.depth())
                                        .maxNameLength(options.nameLength())
                                        .maxStringLength(options.stringLength())
                                        .maxNumberLength(options.digits())
                                        .build())
                        .configure(
                                StreamReadFeature.STRICT_DUPLICATE_DETECTION,
                                options.refuseDuplicateKeys())
                        .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                        .disable(JsonFactory.Feature.CHARSET_DETECTION)
                        .build();
    }

    /** Reads as OPA does. */
    public static Value read(String text) {
        return new JsonReader(ReadOptions.LENIENT).parse(text);
    }

    /** Throws {@link MalformedText} with the place. */
    public Value parse(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            return document(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** From UTF-8 bytes; throws {@link MalformedText} with the place. */
    public Value parse(byte[] utf8) {
        try (JsonParser parser = factory.createParser(utf8)) {
            return document(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private Value document(JsonParser parser) throws IOException {
        try {
            return whole(parser);
        } catch (StreamConstraintsException e) {
            throw at(parser, e.getOriginalMessage().replaceFirst(", from `.*`\\)$", ")"));
        }
    }

    private Value whole(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MalformedText("the text is empty", 1, 1);
        }
        Value value = value(parser, first, new HashMap<>());
        if (parser.nextToken() != null) {
            throw at(parser, "something follows the end of the document");
        }
        return value;
    }

    private Value value(JsonParser parser, JsonToken token, Map<String, Str> names)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Obj.Builder object = Obj.builder();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    Str key = names.computeIfAbsent(parser.currentName(), JsonReader::string);
                    object.put(key, value(parser, parser.nextToken(), names));
                }
                yield object.build();
            }
            case START_ARRAY -> {
                Array.Builder array = Array.builder();
                for (JsonToken t = parser.nextToken();
                        t != JsonToken.END_ARRAY;
                        t = parser.nextToken()) {
                    array.add(value(parser, t, names));
                }
                yield array.build();
            }
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> Bool.TRUE;
            case VALUE_FALSE -> Bool.FALSE;
            case VALUE_NULL -> Null.NULL;
            default -> throw at(parser, "a value is missing");
        };
    }

    private static Num number(JsonParser parser) throws IOException {
        try {
            return Num.parse(parser.getText());
        } catch (NumberFormatException e) {
            throw at(parser, "invalid number: " + e.getMessage());
        }
    }

    /** Half a surrogate pair, which only an escape can make, becomes U+FFFD, as in Go. */
    private static Str string(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return Str.of(
                        text.codePoints()
                                .map(JsonReader::whole)
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString());
            }
        }
        return Str.of(text);
    }

    private static int whole(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c;
    }

    private static MalformedText at(JsonParser parser, String message) {
        var place = parser.currentTokenLocation();
        return new MalformedText(message, place.getLineNr(), place.getColumnNr());
    }

    private static MalformedText malformed(IOException e) {
        if (!(e instanceof JsonProcessingException json)) {
            throw new UncheckedIOException(e); // bug: nothing but memory is read here
        }
        var place = json.getLocation();
        return new MalformedText(
                json.getOriginalMessage(),
                place == null ? 0 : place.getLineNr(),
                place == null ? 0 : place.getColumnNr());
    }

    public ReadOptions options() {
        return options;
    }
}
