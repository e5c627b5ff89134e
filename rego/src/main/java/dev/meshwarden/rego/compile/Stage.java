package dev.meshwarden.rego.compile;

/** One step of compiling modules: reads and rewrites the draft, or reports what is wrong with it. */
@FunctionalInterface
interface Stage {
    void run(Draft draft);
}
