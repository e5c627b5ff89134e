package dev.meshwarden.rego.builtin.http;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;

/** A response as the object that policies get. */
final class ResponseView {
    private ResponseView() {}

    static Obj of(HttpResponse<byte[]> response, boolean asJson, boolean asYaml) {
        Str raw = Str.ofBytes(response.body());
        return Obj.builder()
                .put("status", Str.of(ReasonPhrases.line(response.statusCode())))
                .put("status_code", Num.of(response.statusCode()))
                .put("body", body(raw, response.headers(), asJson, asYaml))
                .put("raw_body", raw)
                .put("headers", headers(response.headers()))
                .build();
    }

    /** Null for what is neither, or is said to be and is not. */
    private static Value body(Str raw, HttpHeaders headers, boolean asJson, boolean asYaml) {
        String type = headers.firstValue("Content-Type").orElse("");
        try {
            if (!raw.isText()) {
                return Null.NULL;
            } else if (asJson || isJson(type)) {
                return JsonReader.read(raw.text());
            } else if (asYaml
                    || type.contains("application/yaml")
                    || type.contains("application/x-yaml")) {
                return YamlReader.readFirst(raw.text());
            }
        } catch (MalformedText _) {
            // not what it is said to be
        }
        return Null.NULL;
    }

    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        String name = bare.toLowerCase(Locale.ROOT);
        return name.equals("application/json")
                || name.startsWith("application/") && name.endsWith("+json");
    }

    private static Obj headers(HttpHeaders headers) {
        Obj.Builder out = Obj.builder();
        headers.map()
                .forEach((name, values) -> {
                    if (!name.startsWith(":")) {
                        out.put(
                                name.toLowerCase(Locale.ROOT),
                                Array.ofList(values.stream().map(Str::of).toList()));
                    }
                });
        return out.build();
    }
}
