package dev.meshwarden.rego.builtin.aws;

import dev.meshwarden.rego.builtin.uri.GoUrl;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials, and the headers they sign.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">Signature version 4</a>
 */
record SignatureV4(
        String accessKey, String secretKey, String sessionToken, String region, String service) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> UNSIGNED =
            Set.of("authorization", "user-agent", "x-amzn-trace-id");
    private static final Set<String> WITH_CONTENT_HASH = Set.of("s3", "glacier");
    private static final String CONTENT_HASH = "x-amz-content-sha256";

    /**
     * The headers given, and those that the signature adds.
     *
     * @param body null for a payload that is not signed
     */
    Map<String, String> sign(
            String method,
            GoUrl url,
            Map<String, String> headers,
            byte @Nullable [] body,
            Instant at) {
        String contentHash = body == null ? "UNSIGNED-PAYLOAD" : hash(body);
        Map<String, String> own = new TreeMap<>();
        own.put("host", url.host());
        own.put("x-amz-date", SECOND.format(at));
        if (WITH_CONTENT_HASH.contains(service)) {
            own.put(CONTENT_HASH, contentHash);
        }
        if (!sessionToken.isEmpty()) {
            own.put("x-amz-security-token", sessionToken);
        }
        Map<String, String> signed = new TreeMap<>(own);
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(lower)) {
                signed.put(lower, value);
            }
        });
        var request = new StringBuilder(method).append('\n');
        request.append(url.escapedPath()).append('\n').append(url.query()).append('\n');
        signed.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", signed.keySet());
        request.append('\n').append(names).append('\n').append(contentHash);
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Authorization", authorization(names, request.toString(), at));
        all.putAll(own);
        return all;
    }

    private String authorization(String names, String request, Instant at) {
        String scope = DAY.format(at) + '/' + region + '/' + service + "/aws4_request";
        String text =
                "AWS4-HMAC-SHA256\n"
                        + SECOND.format(at)
                        + '\n'
                        + scope
                        + '\n'
                        + hash(request.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential="
                + accessKey
                + '/'
                + scope
                + ",SignedHeaders="
                + names
                + ",Signature="
                + HexFormat.of().formatHex(mac(key, text));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    private static byte[] mac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has HmacSHA256", e);
        }
    }
}
