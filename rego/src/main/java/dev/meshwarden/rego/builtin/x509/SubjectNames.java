package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.lookup.IpText;
import dev.meshwarden.rego.builtin.uri.GoUrl;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The alternative names of a certificate or request. */
final class SubjectNames {
    private final List<String> dns = new ArrayList<>();
    private final List<String> emails = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<GoUrl> urls = new ArrayList<>();

    static SubjectNames none() {
        return new SubjectNames();
    }

    /** Throws {@link Malformed} for names that Go refuses. */
    static SubjectNames of(GeneralNames names) {
        var found = new SubjectNames();
        for (GeneralName name : names.getNames()) {
            found.add(name);
        }
        return found;
    }

    private void add(GeneralName name) {
        switch (name.getTagNo()) {
            case GeneralName.rfc822Name -> emails.add(ascii(name, "rfc822Name"));
            case GeneralName.dNSName -> dns.add(ascii(name, "dNSName"));
            case GeneralName.uniformResourceIdentifier ->
                    urls.add(url(ascii(name, "uniformResourceIdentifier")));
            case GeneralName.iPAddress -> {
                byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
                if (bytes.length != 4 && bytes.length != 16) {
                    throw new Malformed("x509: cannot parse IP address of length " + bytes.length);
                }
                addresses.add(IpText.of(bytes));
            }
            default -> {} // Go keeps no other kind
        }
    }

    private static String ascii(GeneralName name, String kind) {
        String text = ASN1IA5String.getInstance(name.getName()).getString();
        if (text.chars().anyMatch(c -> c > 0x7f)) {
            throw new Malformed("x509: SAN " + kind + " is malformed");
        }
        return text;
    }

    private static GoUrl url(String text) {
        try {
            return GoUrl.parse(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GoUrl.Refused refused) {
            throw new Malformed("x509: cannot parse URI " + Str.of(text) + ": " + refused.reason());
        }
    }

    boolean isEmpty() {
        return dns.isEmpty() && emails.isEmpty() && addresses.isEmpty() && urls.isEmpty();
    }

    List<String> addresses() {
        return addresses;
    }

    List<String> dns() {
        return dns;
    }

    void putInto(Obj.Builder view) {
        view.put("DNSNames", GoFields.texts(dns))
                .put("EmailAddresses", GoFields.texts(emails))
                .put("IPAddresses", GoFields.texts(addresses))
                .put("URIs", GoFields.list(urls.stream().map(AddressView::url).toList()));
    }

    /** The URLs as texts, which OPA adds to Go's fields. */
    void putTextsInto(Obj.Builder view) {
        view.put("URIStrings", GoFields.texts(urls.stream().map(GoUrl::text).toList()));
    }
}
