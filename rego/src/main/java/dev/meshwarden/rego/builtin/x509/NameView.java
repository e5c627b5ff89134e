package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A distinguished name as Go's {@code pkix.Name}. */
final class NameView {
    private static final String ATTRIBUTES = "2.5.4.";
    private static final Map<String, String> LISTS =
            Map.of(
                    "6", "Country",
                    "7", "Locality",
                    "8", "Province",
                    "9", "StreetAddress",
                    "10", "Organization",
                    "11", "OrganizationalUnit",
                    "17", "PostalCode");

    private NameView() {}

    static Obj of(X500Name name) {
        List<Value> names = new ArrayList<>();
        Map<String, List<String>> lists = new TreeMap<>();
        LISTS.values().forEach(field -> lists.put(field, new ArrayList<>()));
        String commonName = "";
        String serialNumber = "";
        for (RDN rdn : name.getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                String text = text(attribute.getValue());
                names.add(
                        Obj.builder()
                                .put("Type", GoFields.identifier(attribute.getType()))
                                .put("Value", text)
                                .build());
                String id = attribute.getType().getId();
                String kind = id.startsWith(ATTRIBUTES) ? id.substring(ATTRIBUTES.length()) : "";
                String field = LISTS.get(kind);
                if (field != null) {
                    Objects.requireNonNull(lists.get(field)).add(text);
                }
                commonName = kind.equals("3") ? text : commonName;
                serialNumber = kind.equals("5") ? text : serialNumber;
            }
        }
        Obj.Builder view =
                Obj.builder()
                        .put("CommonName", commonName)
                        .put("SerialNumber", serialNumber)
                        .put("ExtraNames", Null.NULL)
                        .put("Names", GoFields.list(names));
        lists.forEach((field, values) -> view.put(Str.of(field), GoFields.texts(values)));
        return view.build();
    }

    private static String text(ASN1Encodable value) {
        if (value instanceof ASN1String string) {
            return string.getString();
        }
        throw new Malformed(
                "x509: invalid RDNSequence: invalid attribute value: unsupported string type");
    }
}
