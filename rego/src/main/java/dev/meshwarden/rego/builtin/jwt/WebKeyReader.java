package dev.meshwarden.rego.builtin.jwt;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.MalformedText;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON web keys and sets of them (RFC 7517, 7518, 8037). */
final class WebKeyReader {
    private static final AlgorithmIdentifier ED25519 =
            new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    private WebKeyReader() {}

    /** One key or a set; throws {@link BuiltinError} with the reason. */
    static List<WebKey> read(String json) {
        Value document;
        try {
            document = JsonReader.read(json);
        } catch (MalformedText e) {
            throw BuiltinError.failed("failed to unmarshal JWK set: " + e.reason());
        }
        if (!(document instanceof Obj object)) {
            throw BuiltinError.failed("failed to unmarshal JWK set: not an object");
        }
        List<WebKey> found = new ArrayList<>();
        if (object.get("keys") instanceof Array keys) {
            for (Value key : keys) {
                if (!(key instanceof Obj o)) {
                    throw BuiltinError.failed("failed to decode \"keys\": not an object");
                }
                found.add(key(o));
            }
        } else {
            found.add(key(object));
        }
        return found;
    }

    private static WebKey key(Obj key) {
        try {
            WebKey.Material material =
                    switch (text(key, "kty")) {
                        case "RSA" -> rsa(key);
                        case "EC" -> elliptic(key);
                        case "OKP" -> edwards(key);
                        case "oct" -> new WebKey.Material.Secret(bytes(key, "k"));
                        case "" -> throw BuiltinError.failed("missing field \"kty\"");
                        case String other ->
                                throw BuiltinError.failed(
                                        "invalid key type from JSON (" + other + ")");
                    };
            return new WebKey(text(key, "alg"), text(key, "kid"), material);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw e instanceof BuiltinError b ? b : BuiltinError.failed("failed to build key");
        }
    }

    private static WebKey.Material rsa(Obj key) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        BigInteger modulus = number(key, "n");
        BigInteger exponent = number(key, "e");
        PublicKey open = factory.generatePublic(new RSAPublicKeySpec(modulus, exponent));
        if (key.get("d") == null) {
            return new WebKey.Material.Open(open);
        }
        BigInteger secret = number(key, "d");
        boolean full = key.get("p") != null && key.get("qi") != null;
        PrivateKey pair =
                factory.generatePrivate(
                        full
                                ? new RSAPrivateCrtKeySpec(
                                        modulus,
                                        exponent,
                                        secret,
                                        number(key, "p"),
                                        number(key, "q"),
                                        number(key, "dp"),
                                        number(key, "dq"),
                                        number(key, "qi"))
                                : new RSAPrivateKeySpec(modulus, secret));
        return new WebKey.Material.Pair(pair, open);
    }

    private static WebKey.Material elliptic(Obj key) throws GeneralSecurityException {
        String curve = CURVES.get(text(key, "crv"));
        if (curve == null) {
            throw BuiltinError.failed("unknown curve " + text(key, "crv"));
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        int length = (spec.getCurve().getField().getFieldSize() + 7) / 8;
        if (bytes(key, "x").length != length || bytes(key, "y").length != length) {
            throw BuiltinError.failed(
                    "invalid coordinate length for curve \"" + text(key, "crv") + "\"");
        }
        var point = new ECPoint(number(key, "x"), number(key, "y"));
        PublicKey open = factory.generatePublic(new ECPublicKeySpec(point, spec));
        return key.get("d") == null
                ? new WebKey.Material.Open(open)
                : new WebKey.Material.Pair(
                        factory.generatePrivate(new ECPrivateKeySpec(number(key, "d"), spec)),
                        open);
    }

    private static WebKey.Material edwards(Obj key) throws GeneralSecurityException, IOException {
        if (!text(key, "crv").equals("Ed25519")) {
            throw BuiltinError.failed("unsupported curve " + text(key, "crv"));
        }
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        var info = new SubjectPublicKeyInfo(ED25519, bytes(key, "x"));
        PublicKey open = factory.generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        if (key.get("d") == null) {
            return new WebKey.Material.Open(open);
        }
        var secret = new PrivateKeyInfo(ED25519, new DEROctetString(bytes(key, "d")));
        return new WebKey.Material.Pair(
                factory.generatePrivate(new PKCS8EncodedKeySpec(secret.getEncoded())), open);
    }

    /** Empty when the field is not there. */
    private static String text(Obj key, String field) {
        return switch (key.get(field)) {
            case null -> "";
            case Str s -> s.text();
            case Value _ -> throw BuiltinError.failed("failed to decode value for key " + field);
        };
    }

    private static byte[] bytes(Obj key, String field) {
        String text = text(key, field);
        if (text.isEmpty()) {
            throw BuiltinError.failed("required field " + field + " is missing");
        }
        return Base64Text.URL.decode(text.replaceAll("=+$", ""));
    }

    private static BigInteger number(Obj key, String field) {
        return new BigInteger(1, bytes(key, field));
    }
}
