package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.JsonReader;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An image as {@code docker save} writes it and {@code docker load} reads it.
 *
 * @param members of the tar by name
 * @param manifest the one image of {@code manifest.json}
 * @param config what it names as its configuration
 */
record ImageTar(Map<String, byte[]> members, Obj manifest, Obj config) {
    /** A file of a layer. */
    record Entry(String path, int mode, boolean link, byte[] bytes) {
        boolean isExecutable() {
            return (mode & 0b001_001_001) != 0;
        }

        boolean isElf() {
            return bytes.length > 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L';
        }
    }

    static ImageTar read(Path tar) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        try (var in = new BufferedInputStream(Files.newInputStream(tar));
                var archive = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                members.put(entry.getName(), archive.readAllBytes());
            }
        }
        Value manifest = json(members, "manifest.json");
        if (!(manifest instanceof Array images
                && images.size() == 1
                && images.at(0) instanceof Obj image)) {
            throw new IOException("manifest.json is a list of one image, not " + manifest);
        }
        return new ImageTar(members, image, (Obj) json(members, text(image, "Config")));
    }

    /** The files of all layers, later ones over earlier ones. */
    Map<String, Entry> files() throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (String layer : texts(manifest, "Layers")) {
            try (var archive = new TarArchiveInputStream(unzipped(layer))) {
                for (TarArchiveEntry entry = archive.getNextEntry();
                        entry != null;
                        entry = archive.getNextEntry()) {
                    if (!entry.isDirectory()) {
                        files.put(
                                "/" + entry.getName(),
                                new Entry(
                                        "/" + entry.getName(),
                                        entry.getMode(),
                                        entry.isLink() || entry.isSymbolicLink(),
                                        archive.readAllBytes()));
                    }
                }
            }
        }
        return files;
    }

    /** Lays the files out, executable where they are; whoever unpacks owns them, as root does in a container. */
    void unpack(Path root) throws IOException {
        for (Entry entry : files().values()) {
            Path file = root.resolve(entry.path().substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, entry.bytes());
            Set<PosixFilePermission> allowed =
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.GROUP_READ,
                            PosixFilePermission.OTHERS_READ);
            if (entry.isExecutable()) {
                allowed.add(PosixFilePermission.OTHERS_EXECUTE);
            }
            Files.setPosixFilePermissions(file, allowed);
        }
    }

    /** The digests of the layers as a runtime computes them, over the bytes before compression. */
    List<String> layerDigests() throws IOException {
        List<String> digests = new ArrayList<>();
        for (String layer : texts(manifest, "Layers")) {
            try (InputStream in = unzipped(layer)) {
                digests.add("sha256:" + sha256(in.readAllBytes()));
            }
        }
        return digests;
    }

    Obj settings() {
        return inner(config, "config");
    }

    /** A mapping in a mapping; empty when there is none. */
    static Obj inner(Obj outer, String key) {
        return outer.get(key) instanceof Obj o ? o : Obj.EMPTY;
    }

    /** A list of texts in a mapping; empty when there is none. */
    static List<String> texts(Obj outer, String key) {
        List<String> texts = new ArrayList<>();
        if (outer.get(key) instanceof Array list) {
            list.forEach(item -> texts.add(item instanceof Str s ? s.text() : ""));
        }
        return texts;
    }

    /** A text in a mapping; empty when there is none. */
    static String text(Obj outer, String key) {
        return outer.get(key) instanceof Str s ? s.text() : "";
    }

    private InputStream unzipped(String layer) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(member(members, layer)));
    }

    private static byte[] member(Map<String, byte[]> members, String name) throws IOException {
        byte[] bytes = members.get(name);
        if (bytes == null) {
            throw new IOException("the tar has no member " + name);
        }
        return bytes;
    }

    private static Value json(Map<String, byte[]> members, String name) throws IOException {
        return JsonReader.read(new String(member(members, name), StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
