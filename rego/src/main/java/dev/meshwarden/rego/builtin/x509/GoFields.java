package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Values as Go's JSON encoder writes the fields of its structs: bytes as base64, an absent list as null, identifiers as numbers. */
final class GoFields {
    private GoFields() {}

    static Value bytes(byte @Nullable [] bytes) {
        return bytes == null ? Null.NULL : Str.of(Base64Text.STANDARD.encode(bytes));
    }

    static Value list(List<? extends Value> items) {
        return items.isEmpty() ? Null.NULL : Array.ofList(items);
    }

    static Value texts(List<String> items) {
        return list(items.stream().map(Str::of).toList());
    }

    static Value identifier(ASN1ObjectIdentifier identifier) {
        return Array.ofList(
                Arrays.stream(identifier.getId().split("\\."))
                        .map(arc -> Num.of(new BigInteger(arc)))
                        .toList());
    }
}
