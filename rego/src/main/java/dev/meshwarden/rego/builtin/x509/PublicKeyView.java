package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

import java.io.IOException;

/** A public key as Go's struct for its kind. */
final class PublicKeyView {
    private PublicKeyView() {}

    /** Null for kinds that Go does not know; throws {@link Malformed}. */
    static Value of(SubjectPublicKeyInfo info) {
        if (Algorithms.publicKey(info.getAlgorithm()) == 0) {
            return Null.NULL;
        }
        try {
            return Algorithms.publicKey(info.getAlgorithm()) == Algorithms.RSA
                    ? rsa(RSAPublicKey.getInstance(info.parsePublicKey()))
                    : of(PublicKeyFactory.createKey(info));
        } catch (IOException | RuntimeException _) {
            throw new Malformed("x509: invalid public key");
        }
    }

    private static Value of(AsymmetricKeyParameter key) {
        return switch (key) {
            case ECPublicKeyParameters ec -> ec(ec).build();
            case Ed25519PublicKeyParameters ed -> GoFields.bytes(ed.getEncoded());
            case DSAPublicKeyParameters dsa ->
                    Obj.builder()
                            .put("P", Num.of(dsa.getParameters().getP()))
                            .put("Q", Num.of(dsa.getParameters().getQ()))
                            .put("G", Num.of(dsa.getParameters().getG()))
                            .put("Y", Num.of(dsa.getY()))
                            .build();
            default -> Null.NULL;
        };
    }

    private static Obj rsa(RSAPublicKey key) {
        return Obj.builder()
                .put("N", Num.of(key.getModulus()))
                .put("E", Num.of(key.getPublicExponent()))
                .build();
    }

    static Obj.Builder ec(ECPublicKeyParameters key) {
        return Obj.builder()
                .put("Curve", Obj.EMPTY)
                .put("X", Num.of(key.getQ().getAffineXCoord().toBigInteger()))
                .put("Y", Num.of(key.getQ().getAffineYCoord().toBigInteger()));
    }
}
