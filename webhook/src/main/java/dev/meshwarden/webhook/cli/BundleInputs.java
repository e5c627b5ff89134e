package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.bundle.Bundle;
import dev.meshwarden.rego.bundle.BundleReader;
import dev.meshwarden.rego.bundle.Reading;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.webhook.assembly.UnreadableFile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code -b} names, beside what {@code -d} names. Modules are compiled as one Rego version, so bundles that mix them are refused. */
final class BundleInputs {
    private BundleInputs() {}

    static RegoInputs.Read read(
            Terminal terminal, List<String> bundles, int version, RegoInputs.Read beside) {
        List<Source> modules = new ArrayList<>(beside.modules());
        Obj data = beside.data();
        boolean v0 = version == 0;
        for (String name : bundles) {
            Bundle bundle = bundle(terminal, name);
            int said = bundle.regoVersion().orElse(version);
            if (bundle.fileRegoVersions().values().stream().anyMatch(v -> v != said)) {
                throw CannotRead.file(name, "a bundle of both Rego versions is not supported");
            }
            if (said == 0 && !v0 && !modules.isEmpty() || said == 1 && v0) {
                throw CannotRead.file(
                        name, "its Rego version differs from that of the other modules");
            }
            v0 = said == 0;
            modules.addAll(bundle.modules());
            data = RegoInputs.merged(data, bundle.data(), name);
        }
        return new RegoInputs.Read(modules, data, v0);
    }

    private static Bundle bundle(Terminal terminal, String name) {
        Path at = terminal.resolve(Path.of(name));
        if (!Files.exists(at)) {
            throw new UnreadableFile(name, "no such file or folder");
        }
        return switch (BundleReader.read(at, name)) {
            case Reading.Read(var bundle) -> bundle;
            case Reading.Refused(var why) -> throw new CannotRead(why);
        };
    }
}
