package dev.meshwarden.rego.ast;

import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One METADATA block.
 *
 * @param title empty when there is none, as with the other texts
 * @param compile null when there is none
 * @param custom empty when there is none, as with the labels
 * @param path of what it is attached to: the package, or the rule's document without variables
 * @param at its first comment
 * @param end its last comment
 */
public record Annotations(
        Scope scope,
        String title,
        boolean entrypoint,
        String description,
        List<String> organizations,
        List<RelatedResource> relatedResources,
        List<Author> authors,
        List<Schema> schemas,
        @Nullable Compile compile,
        Obj custom,
        Obj labels,
        Ref path,
        Location at,
        Location end)
        implements Node {
    /** What the block speaks of; in the order in which blocks of one rule are listed. */
    public enum Scope {
        RULE("rule"),
        DOCUMENT("document"),
        PACKAGE("package"),
        SUBPACKAGES("subpackages");

        private final String text;

        Scope(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** A page that has to do with the rule; the description may be empty. */
    public record RelatedResource(String ref, String description) {}

    /** Who wrote it; either may be empty, not both. */
    public record Author(String name, String email) {}

    /**
     * The schema of a document.
     *
     * @param schema below {@code schema}; null when the definition is written out
     * @param definition JSON Schema; null when it is referred to
     */
    public record Schema(Ref path, @Nullable Ref schema, @Nullable Value definition) {}

    /** What partial evaluation may take as unknown. */
    public record Compile(List<Ref> unknowns, @Nullable Ref maskRule) {
        public Compile {
            unknowns = List.copyOf(unknowns);
        }
    }

    public Annotations {
        organizations = List.copyOf(organizations);
        relatedResources = List.copyOf(relatedResources);
        authors = List.copyOf(authors);
        schemas = List.copyOf(schemas);
    }
}
