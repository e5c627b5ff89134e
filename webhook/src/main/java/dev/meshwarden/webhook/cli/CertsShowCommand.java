package dev.meshwarden.webhook.cli;

import dev.meshwarden.certs.authority.Authority;
import dev.meshwarden.certs.pki.KeyedChain;
import dev.meshwarden.certs.serving.Rotation;
import dev.meshwarden.certs.store.CertificateStore;
import dev.meshwarden.certs.store.FileStore;
import dev.meshwarden.certs.store.LeafFiles;
import dev.meshwarden.webhook.assembly.Identities;
import dev.meshwarden.webhook.config.Config;
import dev.meshwarden.webhook.kube.SecretStore;
import dev.meshwarden.webhook.report.Columns;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        return pki.doing(
                terminal,
                config -> {
                    if (LocalPki.isInCluster(config)) {
                        try (SecretStore store = SecretStore.open(config.cluster())) {
                            String where =
                                    "Secret " + config.cluster().namespace() + "/meshwarden-ca";
                            return show(terminal, config, store, Optional.empty(), where);
                        }
                    }
                    var folder = Identities.folder(config);
                    Optional<KeyedChain> leaf = LeafFiles.reading(folder).load();
                    return show(
                            terminal,
                            config,
                            FileStore.reading(folder),
                            leaf,
                            folder + "; `meshwarden certs init` makes one");
                });
    }

    private Exit show(
            Terminal terminal,
            Config config,
            CertificateStore store,
            Optional<KeyedChain> leaf,
            String where)
            throws IOException {
        Authority authority = new Rotation(store, Identities.settings(config)).look(Instant.now());
        if (authority.schedule().generations().isEmpty()) {
            terminal.complain("meshwarden: no CA in " + where);
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
                            dated.phase().text(),
                            dated.generation().notAfter().toString()));
        }
        leaf.ifPresent(l ->
                rows.add(
                        List.of(
                                "leaf",
                                l.serialHex(),
                                state(authority, l),
                                l.notAfter().toString())));
        terminal.out().print(Columns.of(List.of("", "ID", "STATE", "UNTIL"), rows));
        return Exit.OK;
    }

    private static String state(Authority authority, KeyedChain leaf) {
        return authority.schedule().active().isEmpty()
                ? "no CA signs"
                : authority.dueFor(Optional.of(leaf)).map(r -> "due: " + r).orElse("serving");
    }
}
