package dev.meshwarden.rego.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Module;
import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.diagnostic.Diagnostic;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.syntax.ParseOptions;
import dev.meshwarden.rego.syntax.Parsed;
import dev.meshwarden.rego.syntax.Parser;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.JsonWriter;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.ReadOptions;
import dev.meshwarden.rego.value.Value;
import dev.meshwarden.rego.value.YamlReader;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** What reads, how texts for it are made, and what must hold of its answer. */
enum Target {
    PARSER_V0,
    PARSER_V1,
    QUERY,
    ENGINE,
    JSON,
    YAML;

    private static final JsonReader ADMISSION = new JsonReader(ReadOptions.ADMISSION);
    private static final JsonReader LENIENT = new JsonReader(ReadOptions.LENIENT);

    static Target of(Random random) {
        return values()[random.nextInt(values().length)];
    }

    String text(Corpus corpus, Random random) {
        if (random.nextInt(12) == 0) {
            byte[] bytes = new byte[random.nextInt(1, 1 << random.nextInt(1, 12))];
            random.nextBytes(bytes);
            return new String(bytes, UTF_8);
        }
        List<String> known =
                switch (this) {
                    case PARSER_V0, PARSER_V1, QUERY, ENGINE -> corpus.modules();
                    case JSON -> corpus.json();
                    case YAML -> random.nextInt(8) == 0 ? corpus.json() : corpus.yaml();
                };
        boolean made = random.nextInt(this == ENGINE ? 2 : 4) == 0;
        String text = made ? grown(random) : known.get(random.nextInt(known.size()));
        return made && random.nextBoolean() ? text : Mutation.of(text, known, random);
    }

    private String grown(Random random) {
        return switch (this) {
            case PARSER_V0, PARSER_V1, ENGINE -> new RegoGrammar(random).module();
            case QUERY -> new RegoGrammar(random).query();
            case JSON -> DocumentGrammar.json(random);
            case YAML -> DocumentGrammar.yaml(random);
        };
    }

    void read(String text, Random random) {
        switch (this) {
            case PARSER_V0 -> module(text, RegoVersion.V0);
            case PARSER_V1 ->
                    module(text, random.nextInt(4) == 0 ? RegoVersion.V2 : RegoVersion.V1);
            case QUERY -> query(text);
            case ENGINE -> Engines.agree(text, random);
            case JSON -> json(text);
            case YAML -> yaml(text);
        }
    }

    private static void module(String text, RegoVersion version) {
        switch (Parser.module(
                new Source("fuzz.rego", text), ParseOptions.STANDARD.withVersion(version))) {
            case Parsed.Ok<Module>(var module) -> require(!module.toString().isEmpty(), "no text");
            case Parsed.Failed<Module>(var why) -> refused(why);
        }
    }

    private static void query(String text) {
        switch (Parser.query(new Source("query", text), ParseOptions.STANDARD)) {
            case Parsed.Ok<Body>(var body) -> require(body.size() > 0, "an empty query");
            case Parsed.Failed<Body>(var why) -> refused(why);
        }
    }

    static void refused(List<Diagnostic> why) {
        require(!why.isEmpty(), "refused without a diagnostic");
        for (Diagnostic d : why) {
            require(!d.message().isBlank() && !d.line().isBlank(), "a diagnostic without words");
            require(d.excerpt() != null, "no excerpt");
        }
    }

    private static void json(String text) {
        document(() -> JsonReader.read(text));
        document(() -> ADMISSION.parse(text.getBytes(UTF_8)));
        // not UTF-8 as a rule: what comes over a wire is anything
        document(() -> LENIENT.parse(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private static void yaml(String text) {
        document(() -> YamlReader.read(text));
        document(() -> YamlReader.readFirst(text));
        try {
            YamlReader.manifests(text);
        } catch (MalformedText e) {
            require(!e.reason().isBlank(), "refused without a reason");
        }
    }

    /** What was read is written and read again: it is the same, but for bytes that are no text. */
    private static void document(Supplier<Value> reader) {
        Value value;
        try {
            value = reader.get();
        } catch (MalformedText e) {
            require(!e.reason().isBlank(), "refused without a reason");
            return;
        }
        String written = JsonWriter.toJson(value);
        require(
                written.indexOf('\uFFFD') >= 0 || JsonReader.read(written).equals(value),
                "read differently again: " + written);
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
