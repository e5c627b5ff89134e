package dev.meshwarden.certs.store;

import dev.meshwarden.certs.pki.Generation;
import dev.meshwarden.certs.pki.MalformedPemException;
import dev.meshwarden.certs.pki.Pem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generations in a folder: {@code ca/<id>.crt} for all, {@code ca/<id>.key} for the owner alone. A generation is there when both halves are; the key is
 * written first, so a crash between the two leaves a key that nobody uses. What cannot be read is reported and left alone; a key that others could read is
 * refused.
 */
public final class FileStore implements CertificateStore {
    private static final int FORMAT = 1;

    private final Path folder;

    private FileStore(Path folder) {
        this.folder = folder;
    }

    /** To read only: changes nothing, and a folder that is missing holds nothing. */
    public static FileStore reading(Path tlsFolder) throws IOException {
        refuseNewer(tlsFolder.resolve("format"));
        return new FileStore(tlsFolder.resolve("ca"));
    }

    /** To write as well; the caller holds the data folder's lock. Makes what is missing. */
    public static FileStore open(Path tlsFolder) throws IOException {
        Path format = tlsFolder.resolve("format");
        refuseNewer(format);
        PrivateFiles.createFolder(tlsFolder);
        PrivateFiles.createFolder(tlsFolder.resolve("ca"));
        if (!Files.exists(format)) {
            PrivateFiles.write(format, FORMAT + "\n", PrivateFiles.FOR_ALL);
        }
        return new FileStore(tlsFolder.resolve("ca"));
    }

    @Override
    public StoredGenerations load() throws IOException {
        List<Generation> found = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (Path certificate : certificates()) {
            String name = certificate.getFileName().toString();
            String id = name.substring(0, name.length() - ".crt".length());
            Path key = folder.resolve(id + ".key");
            if (!Files.exists(key)) {
                ignored.add(certificate + ": its key is missing");
                continue;
            }
            String secret = PrivateFiles.readSecret(key);
            try {
                var chain = Pem.certificates(Files.readString(certificate));
                Generation generation = Generation.of(chain.getFirst(), Pem.privateKey(secret));
                if (generation.id().equals(id)) {
                    found.add(generation);
                } else {
                    ignored.add(certificate + ": holds the generation " + generation.id());
                }
            } catch (MalformedPemException | CharacterCodingException e) {
                ignored.add(certificate + " or its key: " + e.getMessage());
            }
        }
        return new StoredGenerations(found, ignored);
    }

    @Override
    public void add(Generation generation) throws IOException {
        Path parent = folder.getParent();
        if (parent != null) {
            PrivateFiles.createFolder(parent); // someone may have taken it away
        }
        PrivateFiles.createFolder(folder);
        PrivateFiles.write(
                folder.resolve(generation.id() + ".key"),
                Pem.of(generation.key()),
                PrivateFiles.OWNER_ONLY);
        PrivateFiles.write(
                folder.resolve(generation.id() + ".crt"),
                Pem.of(generation.certificate()),
                PrivateFiles.FOR_ALL);
    }

    @Override
    public void remove(String id) throws IOException {
        PrivateFiles.delete(folder.resolve(id + ".crt"));
        PrivateFiles.delete(folder.resolve(id + ".key"));
    }

    private List<Path> certificates() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9a-f]{16}\\.crt"))
                    .sorted()
                    .toList();
        }
    }

    private static void refuseNewer(Path format) throws IOException {
        if (Files.exists(format)) {
            String found = Files.readString(format).strip();
            if (!found.equals(Integer.toString(FORMAT))) {
                throw new StoreVersionException(format, found, FORMAT);
            }
        }
    }
}
