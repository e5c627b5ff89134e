package dev.meshwarden.rego.builtin.units;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.Signature;

import java.util.List;

/** Amounts with units, and versions. */
public final class UnitBuiltins {
    public static final List<Builtin> ALL =
            List.of(
                    pure("units.parse", Signature.of("x: string -> number"), Amounts::parse),
                    pure(
                            "units.parse_bytes",
                            Signature.of("x: string -> number"),
                            Amounts::parseBytes),
                    pure(
                            "semver.compare",
                            Signature.of("a: string, b: string -> number"),
                            Versions::compare),
                    pure(
                            "semver.is_valid",
                            Signature.of("vsn: any -> boolean"),
                            Versions::isValid));

    private UnitBuiltins() {}
}
