package dev.meshwarden.policy.library;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * A value inside an object and its JSON pointer, so that a violation names the place it was found at. What is missing reads as null
 * at the place where it would stand.
 */
public record Node(Value value, String pointer) {
    /** The root of an object. */
    public static Node of(Value root) {
        return new Node(root, "");
    }

    /** A member of an object; null where there is none. */
    public Node field(String name) {
        Value found = value instanceof Obj o ? o.get(name) : null;
        return new Node(found == null ? Null.NULL : found, pointer + "/" + escape(name));
    }

    /** A member of members. */
    public Node at(String... path) {
        Node here = this;
        for (String name : path) {
            here = here.field(name);
        }
        return here;
    }

    /** The elements of an array; none for anything else. */
    public List<Node> items() {
        List<Node> all = new ArrayList<>();
        if (value instanceof Array a) {
            for (int i = 0; i < a.size(); i++) {
                all.add(new Node(a.at(i), pointer + "/" + i));
            }
        }
        return all;
    }

    /** The members of an object in key order; none for anything else. */
    public List<Member> members() {
        List<Member> all = new ArrayList<>();
        if (value instanceof Obj o) {
            o.forEach((k, v) ->
                    all.add(new Member(name(k), new Node(v, pointer + "/" + escape(name(k))))));
        }
        return all;
    }

    /** A key and what stands under it. */
    public record Member(String name, Node node) {}

    /** A string's text; empty for anything else. */
    public String text() {
        return value instanceof Str s ? s.text() : "";
    }

    /** Whether it is a string's text. */
    public boolean is(String text) {
        return value instanceof Str s && s.text().equals(text);
    }

    public boolean isTrue() {
        return value == Bool.TRUE;
    }

    public boolean isObject() {
        return value instanceof Obj;
    }

    /** Whether it says anything: absent, null, "", [] and {} do not. */
    public boolean isPopulated() {
        return switch (value) {
            case Null _ -> false;
            case Str s -> !s.text().isEmpty();
            case Array a -> a.size() > 0;
            case Obj o -> o.size() > 0;
            default -> true;
        };
    }

    /** Whether a member of this name stands there, be it null. */
    public boolean has(String name) {
        return value instanceof Obj o && o.get(name) != null;
    }

    private static String name(Value key) {
        return key instanceof Str s ? s.text() : key.toString();
    }

    /** One step of a JSON pointer. */
    public static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
