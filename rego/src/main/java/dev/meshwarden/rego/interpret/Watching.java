package dev.meshwarden.rego.interpret;

import dev.meshwarden.rego.plan.Stmt;
import dev.meshwarden.rego.runtime.Watcher;
import dev.meshwarden.rego.source.Location;
import dev.meshwarden.rego.value.Str;

/** Puts the watcher's eyes around steps and functions. */
final class Watching implements Assembler.Hooks {
    @Override
    public Step around(Stmt stmt, Step step) {
        if (stmt.at().row() == 0) {
            return step;
        }
        return stmt instanceof Stmt.Call call
                        && call.func().equals("trace")
                        && step instanceof CallSteps.CallBuiltin note
                ? new Note(note, stmt.at())
                : new Seen(step, stmt.at());
    }

    @Override
    public Step aroundFunction(String subject, Location at, Step body, Arg result) {
        return new Entered(subject, at, body, result);
    }

    private static final class Seen extends Step {
        private final Step step;
        private final Location at;

        Seen(Step step, Location at) {
            this.step = step;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            Watcher watcher = frame.run.watcher();
            int end = step.run(frame);
            watcher.step(at, end != UNDEFINED);
            return end;
        }
    }

    private static final class Note extends Step {
        private final CallSteps.CallBuiltin call;
        private final Location at;

        Note(CallSteps.CallBuiltin call, Location at) {
            this.call = call;
            this.at = at;
        }

        @Override
        int run(Frame frame) {
            if (call.argument(frame, 0) instanceof Str message) {
                frame.run.watcher().note(message.text(), at);
            }
            int end = call.run(frame);
            frame.run.watcher().step(at, end != UNDEFINED);
            return end;
        }
    }

    private static final class Entered extends Step {
        private final String subject;
        private final Location at;
        private final Step body;
        private final Arg result;

        Entered(String subject, Location at, Step body, Arg result) {
            this.subject = subject;
            this.at = at;
            this.body = body;
            this.result = result;
        }

        @Override
        int run(Frame frame) {
            Watcher watcher = frame.run.watcher();
            watcher.enter(subject, at);
            int end = body.run(frame);
            watcher.leave(subject, result.get(frame) != null);
            return end;
        }
    }
}
