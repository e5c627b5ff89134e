package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A certificate signing request as Go's struct. */
final class RequestView {
    private RequestView() {}

    /** Throws {@link Malformed}. */
    static Obj of(byte[] der) {
        try {
            return view(der, CertificationRequest.getInstance(der));
        } catch (Malformed e) {
            throw e;
        } catch (RuntimeException _) {
            throw new Malformed("asn1: structure error: no certificate request");
        }
    }

    private static Obj view(byte[] der, CertificationRequest request) {
        CertificationRequestInfo info = request.getCertificationRequestInfo();
        Obj.Builder view =
                Obj.builder(24)
                        .put("Raw", GoFields.bytes(der))
                        .put("RawTBSCertificateRequest", ParsedCertificate.encoded(info))
                        .put(
                                "RawSubjectPublicKeyInfo",
                                ParsedCertificate.encoded(info.getSubjectPublicKeyInfo()))
                        .put("RawSubject", ParsedCertificate.encoded(info.getSubject()))
                        .put("Version", Num.of(info.getVersion().getValue()))
                        .put("Signature", GoFields.bytes(request.getSignature().getOctets()))
                        .put(
                                "SignatureAlgorithm",
                                Num.of(Algorithms.signature(request.getSignatureAlgorithm())))
                        .put(
                                "PublicKeyAlgorithm",
                                Num.of(
                                        Algorithms.publicKey(
                                                info.getSubjectPublicKeyInfo().getAlgorithm())))
                        .put("PublicKey", PublicKeyView.of(info.getSubjectPublicKeyInfo()))
                        .put("Subject", NameView.of(info.getSubject()))
                        .put("ExtraExtensions", Null.NULL);
        attributes(view, info.getAttributes());
        return view.build();
    }

    private static void attributes(Obj.Builder view, @Nullable ASN1Set attributes) {
        List<Value> shown = new ArrayList<>();
        List<Value> extensions = new ArrayList<>();
        SubjectNames names = SubjectNames.none();
        for (ASN1Encodable one : attributes == null ? List.<ASN1Encodable>of() : attributes) {
            Attribute attribute = Attribute.getInstance(one);
            Obj attributeView = attribute(attribute);
            if (attributeView != null) {
                shown.add(attributeView);
            }
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
                Extensions requested = Extensions.getInstance(attribute.getAttributeValues()[0]);
                for (ASN1ObjectIdentifier id : requested.getExtensionOIDs()) {
                    extensions.add(ParsedCertificate.view(requested.getExtension(id)));
                }
                Extension alternative = requested.getExtension(Extension.subjectAlternativeName);
                if (alternative != null) {
                    names = SubjectNames.of(GeneralNames.getInstance(alternative.getParsedValue()));
                }
            }
        }
        names.putInto(view);
        view.put("Attributes", GoFields.list(shown)).put("Extensions", GoFields.list(extensions));
    }

    /** Null for an attribute that is no set of lists of types with values: Go leaves it out. */
    private static @Nullable Obj attribute(Attribute attribute) {
        List<Value> sets = new ArrayList<>();
        for (ASN1Encodable value : attribute.getAttributeValues()) {
            if (!(value instanceof ASN1Sequence list)) {
                return null;
            }
            List<Value> pairs = new ArrayList<>();
            for (ASN1Encodable pair : list) {
                if (!(pair instanceof ASN1Sequence s
                        && s.size() >= 2
                        && s.getObjectAt(0) instanceof ASN1ObjectIdentifier type)) {
                    return null;
                }
                pairs.add(
                        Obj.builder()
                                .put("Type", GoFields.identifier(type))
                                .put("Value", any(s.getObjectAt(1)))
                                .build());
            }
            sets.add(Array.ofList(pairs));
        }
        return Obj.builder()
                .put("Type", GoFields.identifier(attribute.getAttrType()))
                .put("Value", Array.ofList(sets))
                .build();
    }

    /** What Go puts into a field of no type; null for kinds it does not know. */
    private static Value any(ASN1Encodable value) {
        return switch (value) {
            case ASN1OctetString octets -> GoFields.bytes(octets.getOctets());
            case ASN1Integer integer -> Num.of(integer.getValue());
            case ASN1ObjectIdentifier identifier -> GoFields.identifier(identifier);
            case ASN1String string -> Str.of(string.getString());
            default -> Null.NULL;
        };
    }
}
