package dev.meshwarden.rego.type;

import dev.meshwarden.rego.value.Value;

import java.util.List;
import java.util.Optional;

/** A Rego type. */
public sealed interface Type {
    Type NULL = new Simple(Simple.Kind.NULL);
    Type BOOLEAN = new Simple(Simple.Kind.BOOLEAN);
    Type NUMBER = new Simple(Simple.Kind.NUMBER);
    Type STRING = new Simple(Simple.Kind.STRING);

    /** Every type there is. */
    Type ANY = new Any(List.of());

    /** What a function without an answer gives, as {@code print}: its call cannot be used as a value. */
    Type NOTHING = new Nothing();

    /** See {@link #NOTHING}. */
    record Nothing() implements Type {}

    /** What inference cannot tell; never part of a signature. */
    Type UNKNOWN = new Unknown();

    /** See {@link #UNKNOWN}. */
    record Unknown() implements Type {}

    /** One of the four scalar types. */
    record Simple(Kind kind) implements Type {
        /** Which one; the name is Rego's. */
        public enum Kind {
            NULL,
            BOOLEAN,
            NUMBER,
            STRING
        }
    }

    /**
     * An array: first the elements whose types are known one by one, then any number of further ones.
     *
     * @param rest type of the further elements; empty when there are none
     */
    record ArrayOf(List<Type> first, Optional<Type> rest) implements Type {
        public ArrayOf {
            first = List.copyOf(first);
        }
    }

    /** A set of this type. */
    record SetOf(Type member) implements Type {}

    /**
     * An object: the keys that are known, then any number of further ones.
     *
     * @param rest types of further keys and values; empty when there are none
     */
    record ObjectOf(List<Property> known, Optional<Dynamic> rest) implements Type {
        public ObjectOf {
            known = List.copyOf(known);
        }
    }

    /** A key that an object type knows. */
    record Property(Value key, Type value) {}

    /** Keys and values that an object type knows by type only. */
    record Dynamic(Type key, Type value) {}

    /** One of several types; of none in particular when the list is empty. */
    record Any(List<Type> of) implements Type {
        public Any {
            of = List.copyOf(of);
        }
    }

    /** A function, of Rego or built in. */
    record Function(List<Argument> arguments, Type result, Optional<Type> variadic)
            implements Type {
        public Function {
            arguments = List.copyOf(arguments);
        }
    }

    /** A named argument; the name may be empty. */
    record Argument(String name, Type type) {}

    static Type array(Type of) {
        return new ArrayOf(List.of(), Optional.of(of));
    }

    static Type tuple(Type... of) {
        return new ArrayOf(List.of(of), Optional.empty());
    }

    static Type set(Type of) {
        return new SetOf(of);
    }

    static Type object(Type key, Type value) {
        return new ObjectOf(List.of(), Optional.of(new Dynamic(key, value)));
    }

    static Type anyOf(Type... of) {
        return new Any(List.of(of));
    }

    static Function function(Type result, Type... arguments) {
        return new Function(
                java.util.Arrays.stream(arguments).map(t -> new Argument("", t)).toList(),
                result,
                Optional.empty());
    }
}
