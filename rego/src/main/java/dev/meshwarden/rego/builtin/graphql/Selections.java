package dev.meshwarden.rego.builtin.graphql;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Obj;

import org.jspecify.annotations.Nullable;

/** Which of the three kinds a selection is, and what a field of a type is. */
final class Selections {
    private static final Obj TYPE_NAME =
            SchemaModel.field("__typename", "String", false, Array.EMPTY);

    private Selections() {}

    static boolean isField(Obj selection) {
        return selection.get("Alias") != null;
    }

    static boolean isInlineFragment(Obj selection) {
        return !isField(selection) && selection.get("TypeCondition") != null;
    }

    /** The definition of the field that is selected; null when the type has none. */
    static @Nullable Obj definition(@Nullable TypeDefinition parent, Obj field) {
        String name = Nodes.text(field, "Name");
        if (name.equals("__typename")) {
            return TYPE_NAME;
        }
        return parent == null ? null : Nodes.named(parent.fields, name);
    }

    /** The name that the answer will have the field under. */
    static String responseName(Obj field) {
        String alias = Nodes.text(field, "Alias");
        return alias.isEmpty() ? Nodes.text(field, "Name") : alias;
    }
}
