package dev.meshwarden.webhook.kube.manifests;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an installation is to be.
 *
 * @param namespace of everything that has one
 * @param image that the replicas run
 * @param overlay what it is sized for
 * @param registration who owns the webhook configurations
 * @param profile by name: one that comes with the program, or one among the site's policies
 * @param observe whether nothing is denied yet
 * @param apiServerCidrs where API servers call from and are called at; empty for anywhere
 * @param metricsNamespaces whose pods may read the admin port
 */
public record InstallOptions(
        String namespace,
        String image,
        Overlay overlay,
        Registration registration,
        String profile,
        boolean observe,
        List<String> apiServerCidrs,
        List<String> metricsNamespaces) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[!-~]{1,512}");

    /** Who owns the webhook configurations. */
    public enum Registration {
        /** The leading replica creates them, repairs them and removes them. */
        MANAGED,
        /** They are among the manifests; the leading replica fills in the caBundle and reports drift. */
        EXTERNAL
    }

    /** Refuses what no API server would take, with a sentence for people. */
    public InstallOptions {
        apiServerCidrs = List.copyOf(apiServerCidrs);
        metricsNamespaces = List.copyOf(metricsNamespaces);
        refuseUnless(
                LABEL.matcher(namespace).matches(),
                "a namespace is lower case letters, digits and '-', at most 63: " + namespace);
        for (String name : metricsNamespaces) {
            refuseUnless(
                    LABEL.matcher(name).matches(),
                    "a namespace is lower case letters, digits and '-', at most 63: " + name);
        }
        refuseUnless(
                LABEL.matcher(profile).matches(),
                "a profile is named here; its file belongs among the policies: " + profile);
        refuseUnless(IMAGE.matcher(image).matches(), "an image is named without spaces: " + image);
        for (String cidr : apiServerCidrs) {
            refuseUnless(isCidr(cidr), "a CIDR is an address and its length, 10.0.0.0/8: " + cidr);
        }
    }

    private static void refuseUnless(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        try {
            int most = InetAddress.ofLiteral(text.substring(0, slash)).getAddress().length * 8;
            int length = Integer.parseInt(text.substring(slash + 1));
            return length >= 0 && length <= most;
        } catch (IllegalArgumentException _) {
            return false; // neither an address nor a number
        }
    }
}
