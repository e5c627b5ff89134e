package dev.meshwarden.rego.value;

/** go-yaml's order of keys: by letter, with runs of digits compared as numbers. */
final class NaturalOrder {
    private NaturalOrder() {}

    static int compare(String a, String b) {
        int[] x = a.codePoints().toArray();
        int[] y = b.codePoints().toArray();
        boolean digits = false;
        for (int i = 0; i < x.length && i < y.length; i++) {
            if (x[i] == y[i]) {
                digits = Character.isDigit(x[i]);
                continue;
            }
            return differing(x, y, i, digits);
        }
        return Integer.compare(x.length, y.length);
    }

    private static int differing(int[] x, int[] y, int i, boolean behindDigits) {
        boolean letterX = Character.isLetter(x[i]);
        boolean letterY = Character.isLetter(y[i]);
        if (letterX && letterY) {
            return Integer.compare(x[i], y[i]);
        }
        if (letterX || letterY) {
            return letterX == behindDigits ? -1 : 1;
        }
        // a zero behind digits that are not all zeros counts as their continuation
        long start = (x[i] == '0' || y[i] == '0') && continuesNumber(x, i) ? 1 : 0;
        int endX = endOfDigits(x, i);
        int endY = endOfDigits(y, i);
        int byNumber = Long.compare(number(x, i, endX, start), number(y, i, endY, start));
        if (byNumber != 0) {
            return byNumber;
        }
        return endX != endY ? Integer.compare(endX, endY) : Integer.compare(x[i], y[i]);
    }

    private static boolean continuesNumber(int[] text, int i) {
        for (int j = i - 1; j >= 0 && Character.isDigit(text[j]); j--) {
            if (text[j] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] text, int from) {
        int end = from;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static long number(int[] text, int from, int to, long start) {
        long value = start;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text[i] - '0');
        }
        return value;
    }
}
