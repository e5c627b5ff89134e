package dev.meshwarden.rego.compile;

import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.ast.Scalar;
import dev.meshwarden.rego.ast.Term;
import dev.meshwarden.rego.ast.Var;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.type.Type;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.RegoSet;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says, behind the message on a possible recursion, which reference closes the circle and what its variables would have to hold. */
final class RecursionCause {
    private static final int MOST_CONDITIONS = 2;
    private static final int MOST_MEMBERS = 5;

    private final Map<String, String> names;
    private final Functions functions;

    RecursionCause(Map<String, String> names, Functions functions) {
        this.names = names;
        this.functions = functions;
    }

    /** A part of the reference, and what it must be for the rule to be read. */
    private record Condition(Term part, Term written, Term wanted) {}

    /**
     * @param reader the rule the reference stands in
     * @param isFirst whether the message already names that rule
     */
    String of(DynamicRead read, RuleDraft reader, RuleDraft target, boolean isFirst) {
        Ref rule = target.path();
        int shared = Math.min(read.ref().path().size(), rule.path().size());
        Ref ref =
                CheckRecursion.written(
                        read.ref().withPath(read.ref().path().subList(0, shared)), names);
        String shownTarget = CheckRecursion.written(rule, names).toString();
        String place = isFirst ? "" : " in " + CheckRecursion.written(reader.path(), names);
        List<Condition> conditions = conditions(read, ref, rule);
        if (conditions.isEmpty()
                || conditions.size() > MOST_CONDITIONS
                || conditions.stream().anyMatch(c -> cannotHold(c, read))) {
            return " (" + ref + place + " could refer to " + shownTarget + ")";
        }
        var out = new StringBuilder(" (" + ref + place + " refers to " + shownTarget);
        for (int i = 0; i < conditions.size(); i++) {
            Condition c = conditions.get(i);
            out.append(i == 0 ? " if " : " and ").append(c.written).append(" is ").append(c.wanted);
            String note = note(c, read, reader);
            if (!note.isEmpty()) {
                out.append(" (").append(note).append(')');
            }
        }
        return out.append(')').toString();
    }

    /** Each part once; none when one part would have to be two things. */
    private static List<Condition> conditions(DynamicRead read, Ref ref, Ref rule) {
        var conditions = new ArrayList<Condition>();
        for (int at : read.conditionsOn(rule)) {
            Term written = ref.path().get(at);
            Term wanted = rule.path().get(at);
            Condition before = null;
            for (Condition c : conditions) {
                if (c.written.same(written)) {
                    before = c;
                }
            }
            if (before == null) {
                conditions.add(new Condition(read.ref().path().get(at), written, wanted));
            } else if (!before.wanted.same(wanted)) {
                return List.of();
            }
        }
        return conditions;
    }

    private static @Nullable VarOrigin origin(Condition c, DynamicRead read) {
        return c.part instanceof Var(var name, _) ? read.origins().get(name) : null;
    }

    private boolean cannotHold(Condition c, DynamicRead read) {
        Value wanted = ((Scalar) c.wanted).value();
        return switch (origin(c, read)) {
            case VarOrigin.OfCollection(var collection) -> !members(collection).contains(wanted);
            case VarOrigin.OfBuiltin(var name) -> !mayAnswer(name, wanted);
            case null, default -> false;
        };
    }

    private boolean mayAnswer(String name, Value wanted) {
        Builtin builtin = functions.builtin(name);
        if (builtin == null) {
            return true;
        }
        Type type =
                switch (wanted) {
                    case Null _ -> Type.NULL;
                    case Bool _ -> Type.BOOLEAN;
                    case Num _ -> Type.NUMBER;
                    case Str _ -> Type.STRING;
                    default -> Type.ANY;
                };
        return admits(builtin.signature().result(), type);
    }

    private static boolean admits(Type result, Type type) {
        return result.equals(type)
                || result instanceof Type.Any(var of)
                        && (of.isEmpty() || of.stream().anyMatch(t -> admits(t, type)));
    }

    private static List<Value> members(Value collection) {
        return switch (collection) {
            case Array array -> array.asList();
            case RegoSet set -> set.toArray().asList();
            case Obj object -> {
                var values = new ArrayList<Value>();
                object.forEach((_, value) -> values.add(value));
                yield values;
            }
            default -> List.of();
        };
    }

    private String note(Condition c, DynamicRead read, RuleDraft reader) {
        if (c.part instanceof Ref ref) {
            return ref.name().equals("data") ? "rule values aren't known at compile time" : "";
        }
        return switch (origin(c, read)) {
            case null -> "";
            case VarOrigin.OfInput(var ref) ->
                    c.written + " comes from " + CheckRecursion.written(ref, names);
            case VarOrigin.OfRule(var ref) ->
                    c.written
                            + " comes from rule "
                            + ref
                            + ", whose value isn't known at compile time";
            case VarOrigin.OfCollection(var collection) ->
                    members(collection).size() > MOST_MEMBERS
                            ? c.written + " is one of " + members(collection).size() + " values"
                            : c.written + " is one of " + collection;
            case VarOrigin.OfBuiltin(var name) -> c.written + " is computed by " + name;
            case VarOrigin.OfKey _ ->
                    c.written + " is a key of " + CheckRecursion.written(reader.path(), names);
            case VarOrigin.OfArgument _ ->
                    c.written
                            + " is an argument of "
                            + CheckRecursion.written(reader.path(), names);
        };
    }
}
