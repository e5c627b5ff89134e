package dev.meshwarden.rego.engine;

import dev.meshwarden.rego.ast.RegoVersion;
import dev.meshwarden.rego.source.Source;
import dev.meshwarden.rego.value.Obj;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How modules are compiled.
 *
 * @param version of modules that do not say; {@code import rego.v1} and the like win
 * @param forbidden builtins that are a compile error, as if a capabilities file lacked them
 * @param strict unused imports and unused variables are errors too
 * @param optimise off only in tests and for the coverage report
 * @param data base documents that belong to the policy and to its revision
 * @param versions of single modules, by the names of their sources; they win over {@code version}
 */
public record CompileOptions(
        RegoVersion version,
        Set<String> forbidden,
        boolean strict,
        boolean optimise,
        Obj data,
        Map<String, RegoVersion> versions) {
    /** What is forbidden unless configured otherwise: undefined at run time would silently admit. */
    public static final Set<String> REACHES_OUT =
            Set.of("http.send", "net.lookup_ip_addr", "opa.runtime");

    public static final CompileOptions STANDARD =
            new CompileOptions(RegoVersion.V1, REACHES_OUT, false, true, Obj.EMPTY, Map.of());

    public CompileOptions {
        forbidden = Set.copyOf(forbidden);
        versions = Map.copyOf(versions);
    }

    public CompileOptions withVersion(RegoVersion v) {
        return new CompileOptions(v, forbidden, strict, optimise, data, versions);
    }

    public CompileOptions withForbidden(Set<String> names) {
        return new CompileOptions(version, names, strict, optimise, data, versions);
    }

    public CompileOptions withStrict(boolean on) {
        return new CompileOptions(version, forbidden, on, optimise, data, versions);
    }

    public CompileOptions withOptimise(boolean on) {
        return new CompileOptions(version, forbidden, strict, on, data, versions);
    }

    public CompileOptions withData(Obj documents) {
        return new CompileOptions(version, forbidden, strict, optimise, documents, versions);
    }

    public CompileOptions withVersions(Map<String, RegoVersion> ofModules) {
        return new CompileOptions(version, forbidden, strict, optimise, data, ofModules);
    }

    /** Builtins that reach out are allowed: the world of an evaluation says whom they may reach. */
    public CompileOptions withNetwork() {
        var others = new HashSet<>(forbidden);
        others.removeAll(Set.of("http.send", "net.lookup_ip_addr"));
        return withForbidden(others);
    }

    RegoVersion versionOf(Source module) {
        return versions.getOrDefault(module.name(), version);
    }
}
