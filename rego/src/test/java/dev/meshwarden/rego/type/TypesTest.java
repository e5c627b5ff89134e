package dev.meshwarden.rego.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class TypesTest {
    private static final Type ONE_TWO = Types.of(Array.of(Num.of(1), Str.of("two")));

    @Test
    void typesOfValuesNameEachMember() {
        assertThat(TypeText.of(ONE_TWO)).isEqualTo("array<number, string>");
        assertThat(TypeText.of(Types.of(Obj.of("a", Num.of(1))))).isEqualTo("object<a: number>");
    }

    @Test
    void unionsAreSortedAndHoldNothingTwice() {
        Type union = Types.or(Types.or(Type.STRING, Type.NUMBER), Types.or(Type.NUMBER, Type.NULL));
        assertThat(TypeText.of(union)).isEqualTo("any<null, number, string>");
        assertThat(Types.or(union, Type.ANY)).isEqualTo(Type.ANY);
        assertThat(Types.or(Type.UNKNOWN, Type.STRING)).isEqualTo(Type.STRING);
        assertThat(Types.or(Type.STRING, Type.STRING)).isEqualTo(Type.STRING);
    }

    @Test
    void aFunctionAndAValueHaveNoUnion() {
        assertThat(Types.or(Type.function(Type.STRING, Type.NUMBER), Type.STRING))
                .isEqualTo(Type.UNKNOWN);
    }

    @Test
    void membersAreFoundByKeyOrByTheTypeOfTheRest() {
        Type object =
                Types.object(
                        List.of(new Type.Property(Str.of("a"), Type.NUMBER)),
                        Optional.of(new Type.Dynamic(Type.STRING, Type.BOOLEAN)));
        assertThat(Types.member(object, Str.of("a"))).isEqualTo(Type.NUMBER);
        assertThat(Types.member(object, Str.of("b"))).isEqualTo(Type.BOOLEAN);
        assertThat(Types.member(object, Num.of(1))).isEqualTo(Type.UNKNOWN);
        assertThat(Types.member(ONE_TWO, Num.of(1))).isEqualTo(Type.STRING);
        assertThat(Types.member(ONE_TWO, Num.of(2))).isEqualTo(Type.UNKNOWN);
        assertThat(Types.member(Type.ANY, Num.of(2))).isEqualTo(Type.ANY);
    }

    @Test
    void keysAndValuesOfAUnionAreThoseOfItsMembers() {
        Type union = Types.or(Type.array(Type.STRING), Type.object(Type.STRING, Type.NULL));
        assertThat(TypeText.of(Types.keys(union))).isEqualTo("any<number, string>");
        assertThat(TypeText.of(Types.values(union))).isEqualTo("any<null, string>");
        assertThat(Types.keys(Type.NUMBER)).isEqualTo(Type.UNKNOWN);
    }

    @Test
    void oneUnknownPartMakesATypeUnsure() {
        assertThat(Types.hasUnknown(Type.tuple(Type.NUMBER, Type.UNKNOWN))).isTrue();
        assertThat(Types.hasUnknown(Type.anyOf(Type.NUMBER))).isFalse();
        assertThat(Types.hasUnknown(Type.set(Type.UNKNOWN))).isTrue();
    }
}
