package dev.meshwarden.rego.builtin.uri;

/** Which bytes Go leaves as they are in each part of an address; all others become percent escapes. */
final class GoEscapes {
    private static final String PATH = "-._~$&+,/:;=@";
    private static final String HOST = "-._~!\"$&'()*+,:;<=>[]";
    private static final String USER = "-._~$&+,;=";
    private static final String FRAGMENT = "-._~!$&()*+,/:;=?@";
    private static final String HEX = "0123456789ABCDEF";

    private GoEscapes() {}

    static String path(String text) {
        return escape(text, PATH);
    }

    static String host(String text) {
        return escape(text, HOST);
    }

    static String user(String text) {
        return escape(text, USER);
    }

    static String fragment(String text) {
        return escape(text, FRAGMENT);
    }

    static boolean isHost(int c) {
        return isAlphanumeric(c) || HOST.indexOf(c) >= 0;
    }

    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String escape(String text, String plain) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isAlphanumeric(c) || plain.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
