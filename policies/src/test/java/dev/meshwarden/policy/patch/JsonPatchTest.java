package dev.meshwarden.policy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class JsonPatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1}|[{\"op\":\"add\",\"path\":\"/b\",\"value\":2}]|{\"a\":1,\"b\":2}",
                "{\"a\":1}|[{\"op\":\"add\",\"path\":\"/a\",\"value\":2}]|{\"a\":2}",
                "[1,3]|[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]|[1,2,3]",
                "[1]|[{\"op\":\"add\",\"path\":\"/-\",\"value\":[2]}]|[1,[2]]",
                "[1]|[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]|[1,2]",
                "{\"a\":1,\"b\":2}|[{\"op\":\"remove\",\"path\":\"/b\"}]|{\"a\":1}",
                "[1,2,3]|[{\"op\":\"remove\",\"path\":\"/1\"}]|[1,3]",
                "{\"a\":[1,2]}|[{\"op\":\"replace\",\"path\":\"/a/1\",\"value\":3}]|{\"a\":[1,3]}",
                "{\"a\":{\"b\":1},\"c\":{}}|[{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/c/d\"}]|{\"a\":{},\"c\":{\"d\":1}}",
                "[1,2,3]|[{\"op\":\"move\",\"from\":\"/0\",\"path\":\"/2\"}]|[2,3,1]",
                "{\"a\":[1]}|[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]|{\"a\":[1],\"b\":[1]}",
                "{\"a\":1.0}|[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]|{\"a\":1}",
                "{\"a\":null}|[{\"op\":\"test\",\"path\":\"/a\",\"value\":null}]|{\"a\":null}",
                "{\"a~b\":{\"/\":1}}|[{\"op\":\"remove\",\"path\":\"/a~0b/~1\"}]|{\"a~b\":{}}",
                "{}|[{\"op\":\"add\",\"path\":\"/a\",\"value\":{}},{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]|{\"a\":{\"b\":1}}",
            })
    void applies(String before, String patch, String after) {
        assertThat(JsonPatch.apply(JsonReader.read(before), ops(patch)))
                .isEqualTo(new Application.Applied(JsonReader.read(after)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]|0|add: nothing can stand at"
                        + " /a/b",
                "[1]|[{\"op\":\"add\",\"path\":\"/2\",\"value\":1}]|0|add: nothing can stand at /2",
                "[1]|[{\"op\":\"add\",\"path\":\"/01\",\"value\":1}]|0|add: nothing can stand at"
                        + " /01",
                "{\"a\":1}|[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]|0|add: nothing can"
                        + " stand at /a/b",
                "{}|[{\"op\":\"remove\",\"path\":\"/a\"}]|0|remove: nothing stands at /a",
                "{}|[{\"op\":\"remove\",\"path\":\"\"}]|0|remove: the whole document cannot go",
                "[1]|[{\"op\":\"remove\",\"path\":\"/-\"}]|0|remove: nothing stands at /-",
                "{}|[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1}]|0|replace: nothing stands at"
                        + " /a",
                "{\"a\":1}|[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"1\"}]|0|test: /a has"
                        + " changed",
                "{}|[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]|0|test: nothing stands at /a",
                "{\"a\":{\"b\":1}}|[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]|0|move: /a"
                        + " cannot go into itself",
                "{}|[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]|0|copy: nothing stands at"
                        + " /a",
                "{}|[{\"op\":\"add\",\"path\":\"/a\"}]|0|`add` has no value",
                "{}|[{\"op\":\"add\",\"path\":\"a\",\"value\":1}]|0|`a` is no JSON pointer",
                "{}|[{\"op\":\"spam\",\"path\":\"/a\",\"value\":1}]|0|`spam` is no operation",
                "{\"a\":1}|[{\"op\":\"add\",\"path\":\"/b\",\"value\":1},{\"op\":\"remove\",\"path\":\"/c\"}]|1|remove:"
                    + " nothing stands at /c",
            })
    void refusesTheWholeWhenOneDoesNotApply(String before, String patch, int op, String reason) {
        assertThat(JsonPatch.apply(JsonReader.read(before), ops(patch)))
                .isEqualTo(new Application.Refused(op, reason));
    }

    @Test
    void theDocumentBeforeStaysAsItWas() {
        Value before = JsonReader.read("{\"a\":[1]}");
        JsonPatch.apply(before, ops("[{\"op\":\"add\",\"path\":\"/a/0\",\"value\":0}]"));
        assertThat(before).isEqualTo(JsonReader.read("{\"a\":[1]}"));
    }

    static List<Patch.Op> ops(String json) {
        List<Patch.Op> ops = new ArrayList<>();
        for (Value op : (Array) JsonReader.read(json)) {
            Obj o = (Obj) op;
            ops.add(new Patch.Op(text(o, "op"), text(o, "path"), text(o, "from"), o.get("value")));
        }
        return ops;
    }

    private static String text(Obj o, String field) {
        return o.get(field) instanceof Str s ? s.text() : "";
    }
}
