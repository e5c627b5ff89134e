package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Name constraints as Go's eight lists. */
final class NameConstraintsView {
    private NameConstraintsView() {}

    static void putNone(Obj.Builder view) {
        for (String side : List.of("Permitted", "Excluded")) {
            for (String kind : List.of("DNSDomains", "IPRanges", "EmailAddresses", "URIDomains")) {
                view.put(Str.of(side + kind), Null.NULL);
            }
        }
    }

    /** Puts the lists; says whether every constraint was of a kind that Go knows. */
    static boolean put(Obj.Builder view, NameConstraints constraints) {
        boolean permitted = put(view, "Permitted", constraints.getPermittedSubtrees());
        boolean excluded = put(view, "Excluded", constraints.getExcludedSubtrees());
        return permitted && excluded;
    }

    private static boolean put(
            Obj.Builder view, String side, GeneralSubtree @Nullable [] subtrees) {
        List<Value> dns = new ArrayList<>();
        List<Value> ranges = new ArrayList<>();
        List<Value> emails = new ArrayList<>();
        List<Value> uris = new ArrayList<>();
        boolean known = true;
        for (GeneralSubtree subtree : subtrees == null ? new GeneralSubtree[0] : subtrees) {
            GeneralName base = subtree.getBase();
            switch (base.getTagNo()) {
                case GeneralName.dNSName -> dns.add(text(base));
                case GeneralName.rfc822Name -> emails.add(text(base));
                case GeneralName.uniformResourceIdentifier -> uris.add(text(base));
                case GeneralName.iPAddress ->
                        ranges.add(
                                AddressView.subnet(
                                        ASN1OctetString.getInstance(base.getName()).getOctets()));
                default -> known = false;
            }
        }
        view.put(Str.of(side + "DNSDomains"), GoFields.list(dns))
                .put(Str.of(side + "IPRanges"), GoFields.list(ranges))
                .put(Str.of(side + "EmailAddresses"), GoFields.list(emails))
                .put(Str.of(side + "URIDomains"), GoFields.list(uris));
        return known;
    }

    private static Str text(GeneralName name) {
        return Str.of(ASN1IA5String.getInstance(name.getName()).getString());
    }
}
