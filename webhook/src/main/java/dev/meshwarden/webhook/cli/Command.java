package dev.meshwarden.webhook.cli;

/** What a word on the command line runs. Options are fields that picocli fills before {@link #run}. */
interface Command {
    /** Prints to the terminal, never to the process's own streams; throws {@link CannotRead} for input that cannot be read. */
    Exit run(Terminal terminal) throws InterruptedException;
}
