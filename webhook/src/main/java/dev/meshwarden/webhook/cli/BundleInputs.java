package dev.meshwarden.webhook.cli;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.bundle.Bundle;
import dev.meshwarden.rego.bundle.BundleReader;
import dev.meshwarden.rego.bundle.Reading;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.webhook.assembly.UnreadableFile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code -b} names, beside what {@code -d} names. */
final class BundleInputs {
    private BundleInputs() {}

    static RegoInputs.Read read(Terminal terminal, List<String> bundles, RegoInputs.Read beside) {
        List<Source> modules = new ArrayList<>(beside.modules());
        Map<String, RegoVersion> versions = new HashMap<>(beside.versions());
        Obj data = beside.data();
        for (String name : bundles) {
            Bundle bundle = bundle(terminal, name);
            bundle.regoVersions().forEach((m, v) -> versions.put(m, RegoVersion.values()[v]));
            modules.addAll(bundle.modules());
            data = RegoInputs.merged(data, bundle.data(), name);
        }
        return new RegoInputs.Read(modules, data, versions);
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
