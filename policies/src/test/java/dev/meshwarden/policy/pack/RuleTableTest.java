package dev.meshwarden.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwarden.policy.rule.RuleDoc;
import dev.meshwarden.policy.rule.Rules;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

/** Severity and default action of the rules, as users rely on them: a change here changes somebody's verdicts. */
class RuleTableTest {
    private static final String TABLE =
            """
            MW-AUTHZ-001 critical deny
            MW-AUTHZ-002 critical deny
            MW-AUTHZ-003 high deny
            MW-AUTHZ-004 medium warn
            MW-AUTHZ-005 medium warn
            MW-AUTHZ-006 high deny
            MW-AUTHZ-009 medium warn
            MW-AUTHZ-010 medium a=warn b=warn
            MW-AUTHZ-011 high a=deny b=warn c=warn
            MW-AUTHZ-012 high a=warn b=deny c=deny
            MW-AUTHZ-015 medium a=deny
            MW-AUTHZ-017 high a=deny b=warn
            MW-AUTHZ-019 critical a=deny b=deny
            MW-AUTHZ-020 medium deny
            MW-EXT-006 medium a=deny b=warn
            MW-GOV-001 critical a=deny b=deny
            MW-GOV-005 critical a=deny b=warn
            MW-GOV-008 critical a=deny b=deny c=deny
            MW-JWT-002 high a=deny b=deny c=warn
            MW-JWT-003 high a=deny b=warn c=warn
            MW-JWT-004 critical deny
            MW-MTLS-001 critical deny
            MW-MTLS-002 high a=deny b=warn
            MW-MTLS-003 high a=deny b=warn
            MW-MTLS-004 high deny
            MW-MTLS-005 high deny
            MW-MTLS-008 critical a=deny b=deny
            MW-MTLS-010 high a=deny b=warn
            MW-MULTI-002 high a=deny b=warn
            MW-MULTI-003 medium warn
            MW-MULTI-004 medium a=warn b=deny c=warn d=warn
            MW-NS-005 high a=deny b=warn
            MW-SCHEMA-001 medium deny
            MW-SCHEMA-002 medium a=deny b=warn
            MW-SCHEMA-003 low a=warn b=deny
            MW-SCHEMA-004 high a=deny b=deny
            MW-TRAFFIC-008 high a=deny b=deny c=warn
            """;

    @Test
    void severitiesAndDefaultActionsAreTheCataloguesOwn() {
        var loading = PolicySet.load(PolicySources.builtIn(), System::nanoTime);
        assertThat(loading).isInstanceOf(PolicySet.Loading.Loaded.class);
        var rules = ((PolicySet.Loading.Loaded) loading).policies().rules();
        assertThat(rules.all().stream().map(Rules.Entry::doc).map(RuleTableTest::line))
                .containsAll(TABLE.lines().toList());
    }

    private static String line(RuleDoc doc) {
        String actions =
                doc.clauses().isEmpty()
                        ? doc.action().text()
                        : doc.clauses().stream()
                                .map(c -> c.letter() + "=" + c.action().text())
                                .collect(Collectors.joining(" "));
        return "%s %s %s".formatted(doc.id(), doc.severity().text(), actions);
    }
}
