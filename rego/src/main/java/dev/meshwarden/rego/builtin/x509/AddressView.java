package dev.meshwarden.rego.builtin.x509;

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

    /** Of 4 or 16 bytes; the longest run of zero groups is left out, and mapped IPv4 is shown as IPv4. */
    static String ip(byte[] address) {
        if (address.length == 4) {
            return (address[0] & 255)
                    + "."
                    + (address[1] & 255)
                    + "."
                    + (address[2] & 255)
                    + "."
                    + (address[3] & 255);
        }
        boolean mapped = address[10] == -1 && address[11] == -1;
        for (int i = 0; i < 10; i++) {
            mapped &= address[i] == 0;
        }
        return mapped ? ip(Arrays.copyOfRange(address, 12, 16)) : ipv6(address);
    }

    private static String ipv6(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (address[2 * i] & 255) << 8 | address[2 * i + 1] & 255;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
            } else {
                boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
                out.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /** Address and mask, one behind the other. */
    static Value subnet(byte[] range) {
        int half = range.length / 2;
        return Obj.builder()
                .put("IP", ip(Arrays.copyOf(range, half)))
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
