package dev.meshwarden.policy.rule;

import dev.meshwarden.rego.diagnostic.Diagnostic;

import java.util.List;

/** Why a rule or clause could not be judged. "Cannot tell" is never "allowed". */
public sealed interface Unchecked {
    /** As results and records name it. */
    String text();

    /** The cluster's objects are needed; lists which kinds, as {@code group/Kind}. Never changes the verdict. */
    record NeedsMesh(List<String> kinds) implements Unchecked {
        public NeedsMesh {
            kinds = List.copyOf(kinds);
        }

        @Override
        public String text() {
            return "needs-mesh";
        }
    }

    /** Who asks is needed. Never changes the verdict. */
    record NeedsUser() implements Unchecked {
        @Override
        public String text() {
            return "needs-user";
        }
    }

    /** A setting is empty that only the site knows. Never changes the verdict. */
    record NeedsSetting(String name) implements Unchecked {
        @Override
        public String text() {
            return "needs-setting:" + name;
        }
    }

    /** The rule broke. Follows the constraint's onError. */
    record Failed(Diagnostic diagnostic) implements Unchecked {
        @Override
        public String text() {
            return "failed";
        }
    }

    /** A limit was reached. Follows the constraint's onError. */
    record Halted(String limit, String where) implements Unchecked {
        @Override
        public String text() {
            return "halted:" + limit;
        }
    }
}
