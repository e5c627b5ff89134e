package dev.meshwarden.rego.builtin.x509;

import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** The PEM blocks of a text; what stands between them is passed over, and so is a block that is none. */
public final class PemBlocks {
    /** The line every block begins with, up to its type. */
    public static final String BEGIN = "-----BEGIN ";

    private PemBlocks() {}

    /** One block: what it says it is, and what is in it. */
    public record Block(String type, byte[] bytes) {}

    /** In order. */
    public static List<Block> of(String text) {
        List<Block> found = new ArrayList<>();
        try (var reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                found.add(new Block(block.getType(), block.getContent()));
            }
        } catch (IOException | RuntimeException _) {
            // what was read before the broken block counts, as in Go
        }
        return found;
    }
}
