package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of Go's certificate struct that come from extensions. */
final class ExtensionFields {
    private static final int USAGES = 9;

    private final Obj.Builder view;
    private final List<Value> unhandled = new ArrayList<>();
    private SubjectNames names = SubjectNames.none();

    /** Puts what a certificate without extensions has. */
    ExtensionFields(Obj.Builder view) {
        this.view = view;
        for (String list :
                List.of(
                        "ExtKeyUsage",
                        "UnknownExtKeyUsage",
                        "SubjectKeyId",
                        "AuthorityKeyId",
                        "OCSPServer",
                        "IssuingCertificateURL",
                        "CRLDistributionPoints",
                        "PolicyIdentifiers",
                        "Policies",
                        "PolicyMappings")) {
            view.put(Str.of(list), Null.NULL);
        }
        view.put("KeyUsage", Num.of(0)).put("MaxPathLen", Num.of(0));
        for (String flag :
                List.of(
                        "BasicConstraintsValid",
                        "IsCA",
                        "MaxPathLenZero",
                        "PermittedDNSDomainsCritical")) {
            view.put(Str.of(flag), Bool.FALSE);
        }
        for (String count :
                List.of("InhibitAnyPolicy", "InhibitPolicyMapping", "RequireExplicitPolicy")) {
            view.put(Str.of(count), Num.of(0)).put(Str.of(count + "Zero"), Bool.FALSE);
        }
        NameConstraintsView.putNone(view);
    }

    SubjectNames names() {
        return names;
    }

    /** Identifiers of critical extensions that nothing here reads. */
    List<Value> unhandled() {
        return unhandled;
    }

    /** Throws {@link Malformed} as Go does, or one of BouncyCastle's runtime exceptions. */
    void read(Extension extension) {
        if (!handles(extension) && extension.isCritical()) {
            unhandled.add(GoFields.identifier(extension.getExtnId()));
        }
    }

    private boolean handles(Extension extension) {
        ASN1Encodable value = extension.getParsedValue();
        switch (extension.getExtnId().getId()) {
            case "2.5.29.14" -> {
                refuseCritical(extension, "subject key identifier");
                view.put(
                        "SubjectKeyId",
                        GoFields.bytes(ASN1OctetString.getInstance(value).getOctets()));
            }
            case "2.5.29.15" -> keyUsage(KeyUsage.getInstance(value));
            case "2.5.29.17" -> {
                names = SubjectNames.of(GeneralNames.getInstance(value));
                return !names.isEmpty();
            }
            case "2.5.29.19" -> basicConstraints(BasicConstraints.getInstance(value));
            case "2.5.29.30" -> {
                view.put("PermittedDNSDomainsCritical", Bool.of(extension.isCritical()));
                return NameConstraintsView.put(view, NameConstraints.getInstance(value));
            }
            case "2.5.29.31" -> distributionPoints(CRLDistPoint.getInstance(value));
            case "2.5.29.32" -> policies(CertificatePolicies.getInstance(value));
            case "2.5.29.33" -> policyMappings(ASN1Sequence.getInstance(value));
            case "2.5.29.35" -> {
                refuseCritical(extension, "authority key identifier");
                view.put(
                        "AuthorityKeyId",
                        GoFields.bytes(
                                AuthorityKeyIdentifier.getInstance(value)
                                        .getKeyIdentifierOctets()));
            }
            case "2.5.29.36" -> policyConstraints(PolicyConstraints.getInstance(value));
            case "2.5.29.37" -> extendedKeyUsage(ExtendedKeyUsage.getInstance(value));
            case "2.5.29.54" ->
                    count("InhibitAnyPolicy", ASN1Integer.getInstance(value).getValue());
            case "1.3.6.1.5.5.7.1.1" -> {
                refuseCritical(extension, "authority info access");
                informationAccess(AuthorityInformationAccess.getInstance(value));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void refuseCritical(Extension extension, String name) {
        if (extension.isCritical()) {
            throw new Malformed("x509: " + name + " incorrectly marked critical");
        }
    }

    private void keyUsage(KeyUsage usage) {
        byte[] bits = usage.getBytes();
        int numbers = 0;
        for (int i = 0; i < USAGES && i / 8 < bits.length; i++) {
            numbers |= (bits[i / 8] >> 7 - i % 8 & 1) << i;
        }
        view.put("KeyUsage", Num.of(numbers));
    }

    private void basicConstraints(BasicConstraints constraints) {
        BigInteger most = constraints.getPathLenConstraint();
        BigInteger length = most == null ? BigInteger.ONE.negate() : most;
        view.put("BasicConstraintsValid", Bool.TRUE)
                .put("IsCA", Bool.of(constraints.isCA()))
                .put("MaxPathLen", Num.of(length))
                .put("MaxPathLenZero", Bool.of(length.signum() == 0));
    }

    private void distributionPoints(CRLDistPoint points) {
        List<String> urls = new ArrayList<>();
        for (DistributionPoint point : points.getDistributionPoints()) {
            if (point.getDistributionPoint() != null
                    && point.getDistributionPoint().getName() instanceof GeneralNames full) {
                for (GeneralName name : full.getNames()) {
                    if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
                        break; // Go stops at the first that is no URL
                    }
                    urls.add(ASN1IA5String.getInstance(name.getName()).getString());
                }
            }
        }
        view.put("CRLDistributionPoints", GoFields.texts(urls));
    }

    private void policies(CertificatePolicies policies) {
        List<ASN1ObjectIdentifier> found =
                Arrays.stream(policies.getPolicyInformation())
                        .map(PolicyInformation::getPolicyIdentifier)
                        .toList();
        view.put(
                        "Policies",
                        GoFields.texts(found.stream().map(ASN1ObjectIdentifier::getId).toList()))
                .put(
                        "PolicyIdentifiers",
                        Array.ofList(found.stream().map(GoFields::identifier).toList()));
    }

    private void policyMappings(ASN1Sequence mappings) {
        List<Value> found = new ArrayList<>();
        for (ASN1Encodable mapping : mappings) {
            ASN1Sequence pair = ASN1Sequence.getInstance(mapping);
            found.add(
                    Obj.builder()
                            .put("IssuerDomainPolicy", dotted(pair.getObjectAt(0)))
                            .put("SubjectDomainPolicy", dotted(pair.getObjectAt(1)))
                            .build());
        }
        view.put("PolicyMappings", GoFields.list(found));
    }

    private static String dotted(ASN1Encodable identifier) {
        return ASN1ObjectIdentifier.getInstance(identifier).getId();
    }

    private void policyConstraints(PolicyConstraints constraints) {
        BigInteger explicit = constraints.getRequireExplicitPolicyMapping();
        if (explicit != null) {
            count("RequireExplicitPolicy", explicit);
        }
        BigInteger mapping = constraints.getInhibitPolicyMapping();
        if (mapping != null) {
            count("InhibitPolicyMapping", mapping);
        }
    }

    private void count(String field, BigInteger value) {
        view.put(Str.of(field), Num.of(value))
                .put(Str.of(field + "Zero"), Bool.of(value.signum() == 0));
    }

    private void extendedKeyUsage(ExtendedKeyUsage usage) {
        List<Value> known = new ArrayList<>();
        List<Value> unknown = new ArrayList<>();
        for (KeyPurposeId purpose : usage.getUsages()) {
            int number = Algorithms.usage(purpose.getId());
            if (number < 0) {
                unknown.add(GoFields.identifier(purpose.toOID()));
            } else {
                known.add(Num.of(number));
            }
        }
        view.put("ExtKeyUsage", GoFields.list(known))
                .put("UnknownExtKeyUsage", GoFields.list(unknown));
    }

    private void informationAccess(AuthorityInformationAccess access) {
        List<String> responders = new ArrayList<>();
        List<String> issuers = new ArrayList<>();
        for (AccessDescription description : access.getAccessDescriptions()) {
            GeneralName location = description.getAccessLocation();
            if (location.getTagNo() == GeneralName.uniformResourceIdentifier) {
                String url = ASN1IA5String.getInstance(location.getName()).getString();
                if (description.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    responders.add(url);
                } else if (description
                        .getAccessMethod()
                        .equals(AccessDescription.id_ad_caIssuers)) {
                    issuers.add(url);
                }
            }
        }
        view.put("OCSPServer", GoFields.texts(responders))
                .put("IssuingCertificateURL", GoFields.texts(issuers));
    }
}
