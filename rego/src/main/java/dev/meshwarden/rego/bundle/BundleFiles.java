package dev.meshwarden.rego.bundle;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a bundle's files that mean something, by path in the bundle. Links in a folder are passed over, as OPA does; in an
 * archive they are refused, and so are names that climb. One leading slash is the bundle's root: {@code opa build} writes it.
 */
final class BundleFiles {
    static final long MOST_BYTES = 64L << 20;

    /** An archive may unpack to so many times its own size. */
    static final long MOST_RATIO = 100;

    /** What every archive may unpack to: tar pads, so a tiny one has a high ratio and does no harm. */
    static final long HARMLESS_BYTES = 1L << 20;

    private static final int MOST_FILES = 20_000;

    private BundleFiles() {}

    static SortedMap<String, byte[]> ofFolder(Path folder, String name) throws IOException {
        var files = new TreeMap<String, byte[]>();
        long total = 0;
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (!isWanted(path) || Files.isSymbolicLink(file) || !Files.isRegularFile(file)) {
                    continue;
                }
                total += Files.size(file);
                if (total > MOST_BYTES) {
                    throw BadBundle.file(name, "holds more than " + MOST_BYTES + " bytes");
                }
                files.put(path, Files.readAllBytes(file));
            }
        }
        return files;
    }

    static SortedMap<String, byte[]> ofArchive(Path archive, String name) throws IOException {
        long most =
                Math.min(MOST_BYTES, Math.max(HARMLESS_BYTES, MOST_RATIO * Files.size(archive)));
        var files = new TreeMap<String, byte[]>();
        try (var in = new BufferedInputStream(Files.newInputStream(archive));
                var unpacked = new LimitedStream(new GZIPInputStream(in), name, most);
                var tar = new TarArchiveInputStream(unpacked)) {
            int entries = 0;
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                if (++entries > MOST_FILES) {
                    throw BadBundle.file(name, "holds more than " + MOST_FILES + " files");
                }
                String path = path(e, name);
                if (e.isDirectory() || !isWanted(path)) {
                    continue;
                }
                if (files.put(path, tar.readAllBytes()) != null) {
                    throw BadBundle.file(name + "/" + path, "the archive holds this file twice");
                }
            }
        }
        return files;
    }

    private static String path(TarArchiveEntry entry, String name) {
        String path = entry.getName().replaceFirst("^(\\./|/)", "");
        if (path.startsWith("/")
                || path.contains("\\")
                || path.indexOf('\0') >= 0
                || path.matches("[A-Za-z]:.*")
                || Stream.of(path.split("/")).anyMatch(".."::equals)) {
            throw BadBundle.file(name, "the archive names a file outside of itself");
        }
        if (entry.isSymbolicLink()
                || entry.isLink()
                || entry.isFIFO()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()) {
            throw BadBundle.file(name + "/" + path, "the archive holds a link or a device");
        }
        return path;
    }

    private static boolean isWanted(String path) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        return base.endsWith(".rego")
                || base.matches("data\\.(json|ya?ml)|patch\\.json|\\.manifest(\\.proto)?");
    }
}
