package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A certificate, checked as far as Go checks one while parsing.
 *
 * @param raw its bytes
 * @param fields Go's struct as JSON, without OPA's own field
 */
record ParsedCertificate(byte[] raw, Certificate certificate, Obj fields, SubjectNames names) {
    /** Certificates that stand one behind the other; throws {@link Malformed}. */
    static List<ParsedCertificate> all(byte[] der) {
        List<ParsedCertificate> found = new ArrayList<>();
        var bytes = new ByteArrayInputStream(der);
        while (bytes.available() > 0) {
            int from = der.length - bytes.available();
            found.add(next(bytes, der, from));
        }
        return found;
    }

    /** The one certificate in these bytes; throws {@link Malformed}. */
    static ParsedCertificate of(byte[] der) {
        List<ParsedCertificate> all = all(der);
        if (all.size() != 1) {
            throw new Malformed(
                    all.isEmpty() ? "x509: malformed certificate" : "x509: trailing data");
        }
        return all.getFirst();
    }

    private static ParsedCertificate next(ByteArrayInputStream bytes, byte[] der, int from) {
        try {
            Certificate certificate =
                    Certificate.getInstance(new ASN1InputStream(bytes).readObject());
            byte[] raw = Arrays.copyOfRange(der, from, der.length - bytes.available());
            return read(raw, certificate);
        } catch (Malformed e) {
            throw e;
        } catch (IOException | RuntimeException _) {
            throw new Malformed("x509: malformed certificate");
        }
    }

    private static ParsedCertificate read(byte[] raw, Certificate certificate) {
        TBSCertificate body = certificate.getTBSCertificate();
        if (!certificate.getSignatureAlgorithm().equals(body.getSignature())) {
            throw new Malformed(
                    "x509: inner and outer signature algorithm identifiers don't match");
        }
        if (body.getSerialNumber().getValue().signum() < 0) {
            throw new Malformed("x509: negative serial number");
        }
        Obj.Builder view = Obj.builder(64);
        view.put("Raw", GoFields.bytes(raw))
                .put("RawTBSCertificate", encoded(body))
                .put("RawSubjectPublicKeyInfo", encoded(body.getSubjectPublicKeyInfo()))
                .put("RawSubject", encoded(body.getSubject()))
                .put("RawIssuer", encoded(body.getIssuer()))
                .put("Signature", GoFields.bytes(certificate.getSignature().getOctets()))
                .put(
                        "SignatureAlgorithm",
                        Num.of(Algorithms.signature(certificate.getSignatureAlgorithm())))
                .put(
                        "PublicKeyAlgorithm",
                        Num.of(Algorithms.publicKey(body.getSubjectPublicKeyInfo().getAlgorithm())))
                .put("PublicKey", PublicKeyView.of(body.getSubjectPublicKeyInfo()))
                .put("Version", Num.of(body.getVersionNumber()))
                .put("SerialNumber", Num.of(body.getSerialNumber().getValue()))
                .put("Issuer", NameView.of(body.getIssuer()))
                .put("Subject", NameView.of(body.getSubject()))
                .put("NotBefore", time(body.getStartDate()))
                .put("NotAfter", time(body.getEndDate()));
        SubjectNames names = extensions(view, body.getExtensions());
        return new ParsedCertificate(raw, certificate, view.build(), names);
    }

    private static SubjectNames extensions(Obj.Builder view, @Nullable Extensions extensions) {
        var fields = new ExtensionFields(view);
        List<Value> raw = new ArrayList<>();
        if (extensions != null) {
            for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
                Extension extension = extensions.getExtension(id);
                raw.add(view(extension));
                fields.read(extension);
            }
        }
        fields.names().putInto(view);
        view.put("Extensions", GoFields.list(raw))
                .put("ExtraExtensions", Null.NULL)
                .put("UnhandledCriticalExtensions", GoFields.list(fields.unhandled()));
        return fields.names();
    }

    static Obj view(Extension extension) {
        return Obj.builder()
                .put("Id", GoFields.identifier(extension.getExtnId()))
                .put("Critical", Bool.of(extension.isCritical()))
                .put("Value", GoFields.bytes(extension.getExtnValue().getOctets()))
                .build();
    }

    private static Str time(Time time) {
        return Str.of(time.getDate().toInstant().toString());
    }

    static Value encoded(ASN1Encodable part) {
        try {
            return GoFields.bytes(part.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bug: nothing but memory is written
        }
    }

    /** With the texts of the URLs that OPA adds. */
    Obj extendedFields() {
        Obj.Builder view = fields.toBuilder();
        names.putTextsInto(view);
        return view.build();
    }

    static Array extendedFields(List<ParsedCertificate> certificates) {
        return Array.ofList(certificates.stream().map(ParsedCertificate::extendedFields).toList());
    }
}
