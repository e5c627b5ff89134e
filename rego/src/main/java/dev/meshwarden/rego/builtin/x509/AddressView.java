package dev.meshwarden.rego.builtin.x509;

import dev.meshwarden.rego.builtin.lookup.IpText;
import dev.meshwarden.rego.builtin.uri.GoUrl;
import dev.meshwarden.rego.value.Bool;
import dev.meshwarden.rego.value.Null;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Addresses as Go writes them: IP addresses as text, subnets and URLs as structs. */
final class AddressView {
    private AddressView() {}

    /** Address and mask, one behind the other. */
    static Value subnet(byte[] range) {
        int half = range.length / 2;
        return Obj.builder()
                .put("IP", IpText.of(Arrays.copyOf(range, half)))
                .put("Mask", GoFields.bytes(Arrays.copyOfRange(range, half, range.length)))
                .build();
    }

    static Obj url(GoUrl url) {
        return Obj.builder()
                .put("Scheme", text(url.scheme()))
                .put("Opaque", text(url.opaque()))
                .put("User", url.hasUser() ? Obj.EMPTY : Null.NULL)
                .put("Host", text(url.host()))
                .put("Path", text(url.path()))
                .put("RawPath", text(url.rawPath()))
                .put("OmitHost", Bool.of(url.omitHost()))
                .put("ForceQuery", Bool.of(url.forceQuery()))
                .put("RawQuery", text(url.query()))
                .put("Fragment", text(url.fragment()))
                .put("RawFragment", text(url.rawFragment()))
                .build();
    }

    private static Str text(String bytes) {
        return Str.of(
                new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
