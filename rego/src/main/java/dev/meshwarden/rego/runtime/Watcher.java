package dev.meshwarden.rego.runtime;

import dev.meshwarden.rego.source.Location;

/** Is told what an evaluation does, as it does it: for coverage and explanations. Called by the evaluation's thread alone. */
public interface Watcher {
    /** The rules of a path, or a function, begin to be evaluated. Answers that are already known are not told. */
    void enter(String rule, Location at);

    /** They are done. */
    void leave(String rule, boolean defined);

    /** A step was tried: it went on, or it ended its block. Several steps may come from one expression. */
    void step(Location at, boolean held);

    /** The policy left a note with {@code trace}. */
    void note(String message, Location at);

    /** One that tells this and another. */
    default Watcher and(Watcher other) {
        Watcher first = this;
        return new Watcher() {
            @Override
            public void enter(String rule, Location at) {
                first.enter(rule, at);
                other.enter(rule, at);
            }

            @Override
            public void leave(String rule, boolean defined) {
                first.leave(rule, defined);
                other.leave(rule, defined);
            }

            @Override
            public void step(Location at, boolean held) {
                first.step(at, held);
                other.step(at, held);
            }

            @Override
            public void note(String message, Location at) {
                first.note(message, at);
                other.note(message, at);
            }
        };
    }
}
