package dev.meshwarden.policy.profile;

import dev.meshwarden.policy.constraint.LabelSelector;
import dev.meshwarden.rego.value.Obj;

import java.util.List;
import java.util.Optional;

/**
 * The enforcement mode, for all or by labels of the namespace.
 *
 * @param mode where no entry fits, or the namespace is not known
 * @param byNamespace the first entry that fits decides
 */
public record Enforcement(EnforcementMode mode, List<ByNamespace> byNamespace) {
    public static final Enforcement FULL = new Enforcement(EnforcementMode.ENFORCE, List.of());

    public Enforcement {
        byNamespace = List.copyOf(byNamespace);
    }

    /** A mode for the namespaces that a selector fits. */
    public record ByNamespace(LabelSelector selector, EnforcementMode mode) {}

    public EnforcementMode modeIn(Optional<Obj> namespace) {
        return namespace
                .flatMap(n ->
                        byNamespace.stream()
                                .filter(e -> e.selector().fits(n))
                                .map(ByNamespace::mode)
                                .findFirst())
                .orElse(mode);
    }
}
