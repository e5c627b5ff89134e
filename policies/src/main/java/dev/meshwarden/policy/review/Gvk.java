package dev.meshwarden.policy.review;

/** Group, version and kind; the group of the core API is empty. */
public record Gvk(String group, String version, String kind) {
    /** From {@code apiVersion} and {@code kind} as objects write them. */
    public static Gvk of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new Gvk("", apiVersion, kind)
                : new Gvk(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
