package dev.meshwarden.certs.store;

import dev.meshwarden.certs.pki.CaBundle;
import dev.meshwarden.certs.pki.KeyMatch;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The leaf in {@code serving/tls.crt} and {@code serving/tls.key}, the bundle in {@code bundle.pem}. */
public final class LeafFiles implements LeafStore {
    private final Path certificate;
    private final Path key;
    private final Path bundle;

    private LeafFiles(Path tlsFolder) {
        this.certificate = tlsFolder.resolve("serving").resolve("tls.crt");
        this.key = tlsFolder.resolve("serving").resolve("tls.key");
        this.bundle = tlsFolder.resolve("bundle.pem");
    }

    public static LeafFiles reading(Path tlsFolder) {
        return new LeafFiles(tlsFolder);
    }

    /** To write as well; the caller holds the data folder's lock. */
    public static LeafFiles open(Path tlsFolder) throws IOException {
        PrivateFiles.createFolder(tlsFolder);
        PrivateFiles.createFolder(tlsFolder.resolve("serving"));
        return new LeafFiles(tlsFolder);
    }

    @Override
    public Optional<KeyedChain> load() throws IOException {
        if (!Files.exists(key) || !Files.exists(certificate)) {
            return Optional.empty();
        }
        String secret = PrivateFiles.readSecret(key);
        try {
            var chain = Pem.certificates(Files.readString(certificate));
            var leaf = new KeyedChain(chain, Pem.privateKey(secret));
            return KeyMatch.holds(leaf.leaf(), leaf.key()) ? Optional.of(leaf) : Optional.empty();
        } catch (MalformedPemException | CharacterCodingException _) {
            return Optional.empty(); // our own CA signs another; nothing is lost
        }
    }

    @Override
    public void save(KeyedChain leaf) throws IOException {
        PrivateFiles.write(key, Pem.of(leaf.key()), PrivateFiles.OWNER_ONLY);
        PrivateFiles.write(certificate, Pem.of(leaf.chain()), PrivateFiles.FOR_ALL);
    }

    @Override
    public void show(CaBundle shown) throws IOException {
        if (Files.exists(bundle) && Files.readString(bundle).equals(shown.pem())) {
            return;
        }
        PrivateFiles.write(bundle, shown.pem(), PrivateFiles.FOR_ALL);
    }
}
