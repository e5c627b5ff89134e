package dev.meshwarden.rego.syntax;

import dev.meshwarden.rego.ast.Body;
import dev.meshwarden.rego.ast.Import;
import dev.meshwarden.rego.ast.Ref;
import dev.meshwarden.rego.source.Location;

/** What stands at the top of a file. */
sealed interface Statement {
    Location at();

    record OfPackage(Ref path, Location at) implements Statement {}

    record OfImport(Import imported) implements Statement {
        @Override
        public Location at() {
            return imported.at();
        }
    }

    record OfRule(RuleDraft draft) implements Statement {
        @Override
        public Location at() {
            return draft.rule().at();
        }
    }

    record OfBody(Body body) implements Statement {
        @Override
        public Location at() {
            return body.at();
        }
    }
}
