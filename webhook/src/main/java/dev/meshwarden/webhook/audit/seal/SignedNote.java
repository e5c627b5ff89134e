package dev.meshwarden.webhook.audit.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint with its signature lines, a C2SP signed note: the text, an empty line, one line a signature.
 *
 * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
 */
public record SignedNote(Checkpoint checkpoint, List<Line> signatures) {
    private static final String DASH = "\u2014 ";

    /**
     * One signature line.
     *
     * @param name of the key
     * @param hashed the key's four-byte hash, then the signature
     */
    public record Line(String name, String hashed) {}

    /** What the known keys say of a note. */
    public enum Standing {
        /** A known key signed it. */
        GOOD,
        /** It claims a known key, and the signature is wrong. */
        FORGED,
        /** No known key is named. */
        FOREIGN
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    static SignedNote of(Checkpoint checkpoint, VerifierKey key, byte[] signature) {
        byte[] hashed = Arrays.copyOf(key.hash(), 4 + signature.length);
        System.arraycopy(signature, 0, hashed, 4, signature.length);
        return new SignedNote(
                checkpoint,
                List.of(new Line(key.name(), Base64.getEncoder().encodeToString(hashed))));
    }

    /** The note as written, ending in a line feed. */
    public String text() {
        var out = new StringBuilder(checkpoint.text()).append('\n');
        for (Line line : signatures) {
            out.append(DASH).append(line.name).append(' ').append(line.hashed).append('\n');
        }
        return out.toString();
    }

    /** Empty when the text is no signed checkpoint. */
    public static Optional<SignedNote> parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        int n = Checkpoint.LINES;
        if (lines.size() < n + 3 || !lines.get(n).isEmpty() || !lines.getLast().isEmpty()) {
            return Optional.empty();
        }
        List<Line> signatures = new ArrayList<>();
        for (String line : lines.subList(n + 1, lines.size() - 1)) {
            String[] words = line.split(" ", -1);
            if (words.length != 3 || !DASH.strip().equals(words[0]) || words[2].length() < 8) {
                return Optional.empty();
            }
            signatures.add(new Line(words[1], words[2]));
        }
        return Checkpoint.parse(lines.subList(0, n))
                .map(c -> new SignedNote(c, signatures))
                .filter(note -> note.text().equals(text)); // one spelling only
    }

    public Standing standing(Collection<VerifierKey> known) {
        byte[] signed = checkpoint.text().getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (Line line : signatures) {
            for (VerifierKey key : known) {
                byte[] hashed;
                try {
                    hashed = Base64.getDecoder().decode(line.hashed);
                } catch (IllegalArgumentException _) {
                    return Standing.FORGED; // a signature line that is no base64
                }
                if (!Base64.getEncoder().encodeToString(hashed).equals(line.hashed)) {
                    return Standing.FORGED; // nor in one spelling only
                }
                if (!key.name().equals(line.name)
                        || !Arrays.equals(key.hash(), Arrays.copyOf(hashed, 4))) {
                    continue;
                }
                byte[] signature =
                        Arrays.copyOfRange(hashed, Math.min(4, hashed.length), hashed.length);
                if (!key.verifies(signed, signature)) {
                    return Standing.FORGED;
                }
                good = true;
            }
        }
        return good ? Standing.GOOD : Standing.FOREIGN;
    }
}
