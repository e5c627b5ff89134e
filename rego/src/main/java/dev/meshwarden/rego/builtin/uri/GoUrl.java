package dev.meshwarden.rego.builtin.uri;

/**
 * An address as Go's net/url takes it apart, which is more lenient than RFC 3986. Works on bytes: every string in here holds one byte a
 * character, so that percent escapes may stand for anything.
 *
 * @param opaque what follows the scheme where no slash does
 * @param user name and password as they are to be written, an at sign behind; empty for none
 * @param host with its port
 * @param omitHost whether the scheme is followed by a single slash
 * @param path unescaped
 * @param rawPath as written, where Go would escape the path in another way; else empty
 * @param forceQuery whether a question mark ends the address
 * @param rawFragment as {@code rawPath}
 */
public record GoUrl(
        String scheme,
        String opaque,
        String user,
        String host,
        boolean omitHost,
        String path,
        String rawPath,
        boolean forceQuery,
        String query,
        String fragment,
        String rawFragment) {
    /** Why an address is none: Go's words. Stackless. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Throws {@link Refused}. */
    public static GoUrl parse(byte[] address) {
        return GoUrlParser.parse(address);
    }

    GoUrl withFragment(String meant, String raw) {
        return new GoUrl(
                scheme, opaque, user, host, omitHost, path, rawPath, forceQuery, query, meant, raw);
    }

    public boolean hasUser() {
        return !user.isEmpty();
    }

    /** The host without port and brackets. */
    public String hostname() {
        String name = host.substring(0, host.length() - portWithColon().length());
        return name.startsWith("[") && name.endsWith("]")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** Empty when there is none. */
    public String port() {
        String port = portWithColon();
        return port.isEmpty() ? "" : port.substring(1);
    }

    private String portWithColon() {
        int colon = host.lastIndexOf(':');
        String port = colon < 0 ? "" : host.substring(colon);
        return isOptionalPort(port) ? port : "";
    }

    static boolean isOptionalPort(String port) {
        return port.isEmpty()
                || (port.charAt(0) == ':'
                        && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }

    /** The path as it goes into a request. */
    public String escapedPath() {
        return rawPath.isEmpty() ? GoEscapes.path(path) : rawPath;
    }

    /** As Go writes the address. */
    public String text() {
        var out = new StringBuilder(scheme).append(scheme.isEmpty() ? "" : ":");
        if (opaque.isEmpty()) {
            boolean named = !host.isEmpty() || hasUser();
            if (named || (!scheme.isEmpty() && !omitHost && !path.isEmpty())) {
                out.append("//").append(user).append(GoEscapes.host(host));
            }
            String written = escapedPath();
            out.append(
                    !written.isEmpty() && !written.startsWith("/") && !host.isEmpty() ? "/" : "");
            out.append(written);
        } else {
            out.append(opaque);
        }
        out.append(forceQuery || !query.isEmpty() ? "?" : "").append(query);
        if (!fragment.isEmpty()) {
            out.append('#');
            out.append(rawFragment.isEmpty() ? GoEscapes.fragment(fragment) : rawFragment);
        }
        return out.toString();
    }
}
