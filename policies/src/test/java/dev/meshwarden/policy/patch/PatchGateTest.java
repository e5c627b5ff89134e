package dev.meshwarden.policy.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class PatchGateTest {
    private static final Obj OBJECT =
            (Obj)
                    JsonReader.read(
                            "{\"kind\":\"X\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"a\":1}}");
    private static final Patch.Op TEST = new Patch.Op("test", "/spec/a", "", number(1));

    @ParameterizedTest
    @ValueSource(strings = {"/spec/b", "/metadata/labels", "/metadata/annotations", "/spec"})
    void changesBelowTheRoots(String path) {
        assertThat(apply(add(path))).isInstanceOf(Application.Applied.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/kind", "/metadata", "/metadata/name", "/specs", "/status/x", "spec"})
    void F33_changesNothingOutsideTheRoots(String path) {
        assertThat(apply(add(path)))
                .isEqualTo(
                        new Application.Refused(
                                -1, "`" + path + "` lies outside what a patch may change"));
    }

    @Test
    void takesNothingFromOutsideTheRoots() {
        assertThat(apply(new Patch.Op("copy", "/spec/name", "/metadata/name", null)))
                .isInstanceOf(Application.Refused.class);
    }

    @Test
    void F33_demandsATestInFront() {
        assertThat(PatchGate.apply(OBJECT, new Patch("p", List.of(add("/spec/b"))), 0))
                .isEqualTo(new Application.Refused(-1, "the patch does not begin with a test"));
    }

    @Test
    void F33_countsTheOperationsOfAllPatches() {
        List<Patch.Op> ops = new ArrayList<>(List.of(TEST));
        for (int i = 1; i < PatchGate.MOST_OPS; i++) {
            ops.add(add("/spec/b" + i));
        }
        var patch = new Patch("p", ops);
        assertThat(PatchGate.apply(OBJECT, patch, 0)).isInstanceOf(Application.Applied.class);
        assertThat(PatchGate.apply(OBJECT, patch, 1))
                .isEqualTo(new Application.Refused(-1, "more than 100 operations"));
    }

    @Test
    void doesNotLetCopiesMultiply() {
        List<Patch.Op> ops = new ArrayList<>(List.of(TEST));
        for (int i = 0; i < 9; i++) {
            ops.add(new Patch.Op("copy", "/spec/b" + i, "/spec", null));
        }
        assertThat(PatchGate.apply(OBJECT, new Patch("p", ops), 0))
                .isEqualTo(new Application.Refused(-1, "more than 8 copies"));
    }

    private static Application apply(Patch.Op op) {
        return PatchGate.apply(OBJECT, new Patch("p", List.of(TEST, op)), 0);
    }

    private static Patch.Op add(String path) {
        return new Patch.Op("add", path, "", Null.NULL);
    }

    private static Num number(long n) {
        return Num.of(n);
    }
}
