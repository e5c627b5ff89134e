package dev.meshwarden.rego.builtin.uri;

import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes an address apart as Go's net/url does; strings in here hold one byte a character. */
final class GoUrlParser {
    private static final String USER_MARKS = "-._:~!$&'()*+,;=%@";

    private GoUrlParser() {}

    /** Which escapes and characters a part allows. */
    private enum Part {
        PATH,
        HOST,
        ZONE,
        OTHER
    }

    /** Throws {@link GoUrl.Refused} with what Go says behind the quoted address. */
    static GoUrl parse(byte[] address) {
        String text = new String(address, StandardCharsets.ISO_8859_1);
        int hash = text.indexOf('#');
        String front = hash < 0 ? text : text.substring(0, hash);
        try {
            GoUrl url = withoutFragment(front);
            String fragment = hash < 0 ? "" : text.substring(hash + 1);
            return fragment.isEmpty() ? url : withFragment(url, text, fragment);
        } catch (Reason reason) {
            throw new GoUrl.Refused("parse " + GoQuote.quote(front) + ": " + reason.getMessage());
        }
    }

    private static GoUrl withFragment(GoUrl url, String whole, String written) {
        try {
            String meant = unescape(written, Part.OTHER);
            return url.withFragment(
                    meant, GoEscapes.fragment(meant).equals(written) ? "" : written);
        } catch (Reason reason) {
            throw new GoUrl.Refused("parse " + GoQuote.quote(whole) + ": " + reason.getMessage());
        }
    }

    private static final class Reason extends RuntimeException {
        Reason(String message) {
            super(message, null, false, false);
        }
    }

    private static GoUrl withoutFragment(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new Reason("net/url: invalid control character in URL");
        }
        if (text.equals("*")) {
            return new GoUrl("", "", NO_USER, "", false, "*", "", false, "", "", "");
        }
        String written = scheme(text);
        String scheme = written.toLowerCase(Locale.ROOT);
        String rest = written.isEmpty() ? text : text.substring(written.length() + 1);
        int mark = rest.indexOf('?');
        boolean forceQuery = mark >= 0 && mark == rest.length() - 1;
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(
                        scheme, rest, NO_USER, "", false, "", "", forceQuery, query, "", "");
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
                throw new Reason("first path segment in URL cannot contain colon");
            }
        }
        Authority authority = new Authority(NO_USER, "");
        boolean hasAuthority =
                rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
        if (hasAuthority) {
            int slash = rest.indexOf('/', 2);
            authority = authority(scheme, slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        boolean omitHost = !hasAuthority && !scheme.isEmpty() && rest.startsWith("/");
        String path = unescape(rest, Part.PATH);
        String raw = GoEscapes.path(path).equals(rest) ? "" : rest;
        return new GoUrl(
                scheme,
                "",
                authority.user(),
                authority.host(),
                omitHost,
                path,
                raw,
                forceQuery,
                query,
                "",
                "");
    }

    private static final String NO_USER = "";

    private record Authority(String user, String host) {}

    /** What stands before the colon; empty when the address begins with no scheme. */
    private static String scheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                if (i == 0) {
                    throw new Reason("missing protocol scheme");
                }
                return text.substring(0, i);
            }
            if (!letter && (!later || i == 0)) {
                return "";
            }
        }
        return "";
    }

    private static Authority authority(String scheme, String authority) {
        int at = authority.lastIndexOf('@');
        String host = host(scheme, authority.substring(at + 1));
        return new Authority(at < 0 ? NO_USER : user(authority.substring(0, at)), host);
    }

    /** The user as it is to be written, an at sign behind it. */
    private static String user(String written) {
        if (!written.chars()
                .allMatch(c -> GoEscapes.isAlphanumeric(c) || USER_MARKS.indexOf(c) >= 0)) {
            throw new Reason("net/url: invalid userinfo");
        }
        int colon = written.indexOf(':');
        if (colon < 0) {
            return GoEscapes.user(unescape(written, Part.OTHER)) + '@';
        }
        String name = unescape(written.substring(0, colon), Part.OTHER);
        String password = unescape(written.substring(colon + 1), Part.OTHER);
        return GoEscapes.user(name) + ':' + GoEscapes.user(password) + '@';
    }

    private static String host(String scheme, String host) {
        int open = host.lastIndexOf('[');
        if (open > 0) {
            throw new Reason("invalid IP-literal");
        }
        if (open == 0) {
            return literal(host);
        }
        int colon = host.indexOf(':');
        int last = host.lastIndexOf(':');
        boolean web = scheme.equals("http") || scheme.equals("https");
        int from = last != colon && !web ? last : colon;
        if (from >= 0 && !GoUrl.isOptionalPort(host.substring(from))) {
            throw badPort(host.substring(from));
        }
        return unescape(host, Part.HOST);
    }

    /** An IPv6 address in brackets, with or without zone and port. */
    private static String literal(String host) {
        int close = host.lastIndexOf(']');
        if (close < 0) {
            throw new Reason("missing ']' in host");
        }
        String port = host.substring(close + 1);
        if (!GoUrl.isOptionalPort(port)) {
            throw badPort(port);
        }
        String name = host.substring(1, close);
        int zone = name.indexOf("%25");
        String address =
                zone < 0
                        ? unescape(name, Part.HOST)
                        : unescape(name.substring(0, zone), Part.HOST)
                                + unescape(name.substring(zone), Part.ZONE);
        if (!isIpv6(address)) {
            throw new Reason(
                    "invalid host: ParseAddr(" + GoQuote.quote(address) + "): unable to parse IP");
        }
        return "[" + address + "]" + port;
    }

    private static boolean isIpv6(String text) {
        int percent = text.indexOf('%');
        String address = percent < 0 ? text : text.substring(0, percent);
        if (address.indexOf(':') < 0 || percent == text.length() - 1) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Reason badPort(String port) {
        return new Reason("invalid port " + GoQuote.quote(port) + " after host");
    }

    private static String unescape(String text, Part part) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.append((char) escaped(text, i, part));
                i += 2;
            } else {
                if ((part == Part.HOST || part == Part.ZONE) && c < 0x80 && !GoEscapes.isHost(c)) {
                    throw new Reason(
                            "invalid character "
                                    + GoQuote.quote(String.valueOf(c))
                                    + " in host name");
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int escaped(String text, int i, Part part) {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        String written = text.substring(i, Math.min(text.length(), i + 3));
        int value = high * 16 + low;
        boolean percent = written.equals("%25");
        boolean refused =
                high < 0
                        || low < 0
                        || (part == Part.HOST && high < 8 && !percent)
                        || (part == Part.ZONE
                                && !percent
                                && value != ' '
                                && !GoEscapes.isHost(value));
        if (refused) {
            throw new Reason("invalid URL escape " + GoQuote.quote(written));
        }
        return value;
    }
}
