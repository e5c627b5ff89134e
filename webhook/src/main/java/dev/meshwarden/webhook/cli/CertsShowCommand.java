package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.serving.Rotation;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.assembly.Identities;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.report.Columns;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code certs show}: what there is, in which phase, until when. */
@Command(
        name = "show",
        description = "Shows CAs and serving certificate; changes nothing and needs no lock.")
final class CertsShowCommand implements dev.meshwarden.webhook.cli.Command {
    @Mixin private LocalPki pki = new LocalPki();

    @Option(
            names = "--bundle",
            description = "Print what callers must trust, as PEM, and nothing else.")
    private boolean bundle;

    @Override
    public Exit run(Terminal terminal) {
        return pki.reading(terminal, config -> show(terminal, config));
    }

    private Exit show(Terminal terminal, Config config) throws IOException {
        Path folder = Identities.folder(config);
        Authority authority =
                new Rotation(FileStore.reading(folder), Identities.settings(config))
                        .look(Instant.now());
        if (authority.schedule().generations().isEmpty()) {
            terminal.complain(
                    "meshwarden: no CA in " + folder + "; `meshwarden certs init` makes one");
            return Exit.USAGE;
        }
        if (bundle) {
            terminal.out().print(authority.bundle().pem());
            return Exit.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        for (var dated : authority.schedule().generations()) {
            rows.add(
                    List.of(
                            "CA",
                            dated.generation().id(),
                            dated.phase().name().toLowerCase(Locale.ROOT),
                            dated.generation().notAfter().toString()));
        }
        Optional<KeyedChain> leaf = LeafFiles.reading(folder).load();
        leaf.ifPresent(l ->
                rows.add(
                        List.of(
                                "leaf",
                                l.serialHex(),
                                authority.dueFor(leaf).map(r -> "due: " + r).orElse("serving"),
                                l.notAfter().toString())));
        terminal.out().print(Columns.of(List.of("", "ID", "STATE", "UNTIL"), rows));
        return Exit.OK;
    }
}
