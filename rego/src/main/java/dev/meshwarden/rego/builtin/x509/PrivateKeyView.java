package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

import java.math.BigInteger;

/** A private key as Go's struct, and as a JSON web key. */
final class PrivateKeyView {
    private PrivateKeyView() {}

    static Value struct(PrivateKeys.Key key) {
        return switch (key) {
            case PrivateKeys.Key.Rsa(var rsa) -> rsaStruct(rsa);
            case PrivateKeys.Key.Other(var other) -> otherStruct(other);
        };
    }

    private static Obj rsaStruct(RSAPrivateKey key) {
        Obj precomputed =
                Obj.builder()
                        .put("Dp", Num.of(key.getExponent1()))
                        .put("Dq", Num.of(key.getExponent2()))
                        .put("Qinv", Num.of(key.getCoefficient()))
                        .put("CRTValues", Array.EMPTY)
                        .build();
        return Obj.builder()
                .put("N", Num.of(key.getModulus()))
                .put("E", Num.of(key.getPublicExponent()))
                .put("D", Num.of(key.getPrivateExponent()))
                .put("Primes", Array.of(Num.of(key.getPrime1()), Num.of(key.getPrime2())))
                .put("Precomputed", precomputed)
                .build();
    }

    private static Value otherStruct(AsymmetricKeyParameter key) {
        return switch (key) {
            case ECPrivateKeyParameters ec ->
                    PublicKeyView.ec(publicKey(ec)).put("D", Num.of(ec.getD())).build();
            case Ed25519PrivateKeyParameters ed ->
                    GoFields.bytes(
                            Arrays.concatenate(
                                    ed.getEncoded(), ed.generatePublicKey().getEncoded()));
            default -> Obj.EMPTY; // Go shows nothing of an X25519 key
        };
    }

    static ECPublicKeyParameters publicKey(ECPrivateKeyParameters key) {
        ECPoint point =
                new FixedPointCombMultiplier()
                        .multiply(key.getParameters().getG(), key.getD())
                        .normalize();
        return new ECPublicKeyParameters(point, key.getParameters());
    }

    /** Throws {@link Malformed} for kinds that have no web key. */
    static Obj webKey(PrivateKeys.Key key) {
        return switch (key) {
            case PrivateKeys.Key.Rsa(var rsa) -> rsaWebKey(rsa);
            case PrivateKeys.Key.Other(var other) -> otherWebKey(other);
        };
    }

    private static Obj rsaWebKey(RSAPrivateKey key) {
        return Obj.builder()
                .put("kty", "RSA")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()))
                .put("d", number(key.getPrivateExponent()))
                .put("p", number(key.getPrime1()))
                .put("q", number(key.getPrime2()))
                .put("dp", number(key.getExponent1()))
                .put("dq", number(key.getExponent2()))
                .put("qi", number(key.getCoefficient()))
                .build();
    }

    private static Obj otherWebKey(AsymmetricKeyParameter key) {
        return switch (key) {
            case ECPrivateKeyParameters ec -> {
                ECPoint point = publicKey(ec).getQ();
                int bits = ec.getParameters().getCurve().getFieldSize();
                if (bits < 256) {
                    throw new Malformed("jwk.Import: unknown elliptic curve");
                }
                int bytes = (bits + 7) / 8;
                yield Obj.builder()
                        .put("kty", "EC")
                        .put("crv", "P-" + bits)
                        .put("d", fixed(ec.getD(), bytes))
                        .put("x", fixed(point.getAffineXCoord().toBigInteger(), bytes))
                        .put("y", fixed(point.getAffineYCoord().toBigInteger(), bytes))
                        .build();
            }
            case Ed25519PrivateKeyParameters ed ->
                    Obj.builder()
                            .put("kty", "OKP")
                            .put("crv", "Ed25519")
                            .put("d", Base64Text.URL.encode(ed.getEncoded()))
                            .put("x", Base64Text.URL.encode(ed.generatePublicKey().getEncoded()))
                            .build();
            default -> throw new Malformed("jwk.Import: unsupported key type");
        };
    }

    private static String number(BigInteger value) {
        return Base64Text.URL.encode(BigIntegers.asUnsignedByteArray(value));
    }

    private static String fixed(BigInteger value, int bytes) {
        return Base64Text.URL.encode(BigIntegers.asUnsignedByteArray(bytes, value));
    }
}
