package dev.meshwarden.rego.builtin.x509;

import static dev.meshwarden.rego.builtin.Builtin.pure;

import dev.meshwarden.rego.builtin.Base64Text;
import dev.meshwarden.rego.builtin.Builtin;
import dev.meshwarden.rego.builtin.BuiltinContext;
import dev.meshwarden.rego.builtin.BuiltinError;
import dev.meshwarden.rego.builtin.Operands;
import dev.meshwarden.rego.builtin.Signature;
import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Value;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** {@code crypto.x509.*} and {@code crypto.parse_private_keys}: certificates, requests and keys as Go's structs. */
public final class X509Builtins {
    private static final String REQUEST = "CERTIFICATE REQUEST";
    private static final Array UNVERIFIED = Array.of(Bool.FALSE, Array.EMPTY);

    public static final List<Builtin> ALL =
            List.of(
                    pure(
                            "crypto.parse_private_keys",
                            Signature.of("keys: string -> array[object{[string]: any}]"),
                            guarded(X509Builtins::privateKeys)),
                    pure(
                            "crypto.x509.parse_and_verify_certificates",
                            Signature.of(
                                    "certs: string -> tuple[boolean, array[object{[string]:"
                                            + " any}]]"),
                            X509Builtins::verify),
                    pure(
                            "crypto.x509.parse_and_verify_certificates_with_options",
                            Signature.of(
                                    "certs: string, options: object{[string]: any} ->"
                                            + " tuple[boolean, array[object{[string]: any}]]"),
                            X509Builtins::verifyWithOptions),
                    pure(
                            "crypto.x509.parse_certificate_request",
                            Signature.of("csr: string -> object{[string]: any}"),
                            guarded(X509Builtins::request)),
                    pure(
                            "crypto.x509.parse_certificates",
                            Signature.of("certs: string -> array[object{[string]: any}]"),
                            guarded(X509Builtins::certificates)),
                    pure(
                            "crypto.x509.parse_keypair",
                            Signature.of("cert: string, pem: string -> object{[string]: any}"),
                            guarded(X509Builtins::keyPair)),
                    pure(
                            "crypto.x509.parse_rsa_private_key",
                            Signature.of("pem: string -> object{[string]: any}"),
                            guarded(X509Builtins::webKey)));

    private X509Builtins() {}

    /** What is malformed is the builtin's error. */
    private static Builtin.Body guarded(Builtin.Body body) {
        return (context, arguments) -> {
            try {
                return body.call(context, arguments);
            } catch (Malformed e) {
                throw BuiltinError.failed(e.reason());
            }
        };
    }

    private static Value certificates(BuiltinContext context, Value[] arguments) {
        return ParsedCertificate.extendedFields(parse(Operands.text(arguments, 0)));
    }

    /** PEM, base64 of PEM, or base64 of DER. */
    private static List<ParsedCertificate> parse(String text) {
        if (text.startsWith("-----BEGIN")) {
            return parsePem(text);
        }
        byte[] bytes = Base64Text.STANDARD.decode(text);
        String inner = new String(bytes, StandardCharsets.ISO_8859_1);
        return inner.startsWith("-----BEGIN") ? parsePem(inner) : ParsedCertificate.all(bytes);
    }

    private static List<ParsedCertificate> parsePem(String text) {
        var der = new ByteArrayOutputStream();
        for (PemBlocks.Block block : PemBlocks.of(text)) {
            if (!block.type().equals("CERTIFICATE")) {
                throw new Malformed(
                        "PEM block type is '" + block.type() + "', expected CERTIFICATE");
            }
            der.writeBytes(block.bytes());
        }
        return ParsedCertificate.all(der.toByteArray());
    }

    private static Value verify(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        return verified(context, text, () -> VerifyOptions.DEFAULT, true);
    }

    private static Value verifyWithOptions(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        Obj options = Operands.object(arguments, 1);
        return verified(context, text, () -> VerifyOptions.of(options), false);
    }

    /** The options are read only once the certificates are; with options, OPA adds none of its own fields. */
    private static Value verified(
            BuiltinContext context,
            String text,
            Supplier<VerifyOptions> options,
            boolean extended) {
        List<ParsedCertificate> certificates;
        try {
            certificates = parse(text);
        } catch (Malformed | BuiltinError _) {
            return UNVERIFIED;
        }
        return ChainVerifier.verify(certificates, options.get(), context.now())
                .<Value>map(chain -> Array.of(Bool.TRUE, shown(chain, extended)))
                .orElse(UNVERIFIED);
    }

    private static Array shown(List<ParsedCertificate> chain, boolean extended) {
        return extended
                ? ParsedCertificate.extendedFields(chain)
                : Array.ofList(chain.stream().map(ParsedCertificate::fields).toList());
    }

    private static Value request(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        byte[] bytes =
                text.startsWith("-----BEGIN " + REQUEST + "-----")
                        ? text.getBytes(StandardCharsets.ISO_8859_1)
                        : Base64Text.STANDARD.decode(text);
        List<PemBlocks.Block> blocks = PemBlocks.of(new String(bytes, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty()) {
            return RequestView.of(bytes);
        }
        if (!blocks.getFirst().type().equals(REQUEST)) {
            throw new Malformed("invalid PEM-encoded certificate signing request");
        }
        return RequestView.of(blocks.getFirst().bytes());
    }

    private static Value keyPair(BuiltinContext context, Value[] arguments) {
        String certificate = Operands.text(arguments, 0);
        String key = Operands.text(Operands.alone(arguments, 1), 0);
        return KeyPair.of(blocks(certificate, "CERTIFICATE"), blocks(key, "PRIVATE KEY"));
    }

    /** PEM, base64 of PEM, or base64 of the DER of one block of the type. */
    private static List<PemBlocks.Block> blocks(String text, String type) {
        if (text.startsWith(PemBlocks.BEGIN)) {
            return PemBlocks.of(text);
        }
        byte[] bytes = Base64Text.STANDARD.decode(text);
        String inner = new String(bytes, StandardCharsets.ISO_8859_1);
        return inner.startsWith(PemBlocks.BEGIN)
                ? PemBlocks.of(inner)
                : List.of(new PemBlocks.Block(type, bytes));
    }

    private static Value privateKeys(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        if (text.isEmpty()) {
            return Null.NULL;
        }
        return Array.ofList(PrivateKeys.of(text).stream().map(PrivateKeyView::struct).toList());
    }

    private static Value webKey(BuiltinContext context, Value[] arguments) {
        String text = Operands.text(arguments, 0);
        if (text.isEmpty()) {
            throw new Malformed("input PEM data was empty");
        }
        String pem =
                text.startsWith("-----BEGIN")
                        ? text
                        : new String(Base64Text.STANDARD.decode(text), StandardCharsets.ISO_8859_1);
        List<PrivateKeys.Key> keys = PrivateKeys.of(pem);
        return keys.isEmpty() ? Null.NULL : PrivateKeyView.webKey(keys.getFirst());
    }
}
