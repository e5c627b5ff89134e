package dev.meshwarden.policy.mesh;

import static dev.meshwarden.policy.mesh.Enrolment.member;
import static dev.meshwarden.policy.mesh.Enrolment.text;

import dev.meshwarden.rego.value.Array;
import dev.meshwarden.rego.value.Num;
import dev.meshwarden.rego.value.Obj;
import dev.meshwarden.rego.value.Str;
import dev.meshwarden.rego.value.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every workload of the mesh that a view knows, and one phantom for each enrolled namespace (rule catalogue, section 4.1.1). */
public final class Workloads {
    private static final List<String> KINDS =
            List.of(
                    "apps/Deployment",
                    "apps/StatefulSet",
                    "apps/DaemonSet",
                    "apps/ReplicaSet",
                    "batch/Job",
                    "batch/CronJob",
                    "/Pod",
                    "networking.istio.io/WorkloadEntry",
                    "networking.istio.io/WorkloadGroup");

    private Workloads() {}

    /** In kind, namespace and name order, phantoms last. */
    public static List<Workload> of(MeshView mesh, List<String> gatewaySelectors) {
        var enrolment = new Enrolment(mesh, gatewaySelectors);
        List<Workload> all = new ArrayList<>();
        for (String groupKind : KINDS) {
            int slash = groupKind.indexOf('/');
            String kind = groupKind.substring(slash + 1);
            for (Obj object : mesh.all(groupKind.substring(0, slash), kind)) {
                Obj template = template(kind, object);
                String namespace = text(member(object, "metadata"), "namespace");
                boolean onMachine = kind.startsWith("Workload");
                if (!owned(object) && (onMachine || enrolment.covers(namespace, template))) {
                    String name = kind + "/" + text(member(object, "metadata"), "name");
                    Map<String, String> labels =
                            onMachine ? machineLabels(kind, object) : Enrolment.labels(template);
                    all.add(
                            new Workload(
                                    namespace,
                                    name,
                                    labels,
                                    ports(mesh, namespace, labels, template)));
                }
            }
        }
        for (Obj namespace : mesh.all("", "Namespace")) {
            String name = text(member(namespace, "metadata"), "name");
            if (enrolment.covers(name)) {
                all.add(new Workload(name, "*", Map.of(), new TreeSet<>()));
            }
        }
        return all;
    }

    /** The pod template of an object of a workload kind; the object itself for a Pod. */
    public static Obj template(String kind, Obj object) {
        return switch (kind) {
            case "Pod" -> object;
            case "CronJob" ->
                    member(
                            member(member(member(object, "spec"), "jobTemplate"), "spec"),
                            "template");
            default -> member(member(object, "spec"), "template");
        };
    }

    /** A controller's copy counts where its owner is counted. */
    private static boolean owned(Obj object) {
        return member(object, "metadata").get("ownerReferences") instanceof Array a && a.size() > 0;
    }

    private static Map<String, String> machineLabels(String kind, Obj object) {
        Obj spec = member(object, "spec");
        return kind.equals("WorkloadEntry")
                ? Enrolment.strings(member(spec, "labels"))
                : Enrolment.strings(member(member(spec, "metadata"), "labels"));
    }

    private static SortedSet<Integer> ports(
            MeshView mesh, String namespace, Map<String, String> labels, Obj template) {
        SortedSet<Integer> all = new TreeSet<>();
        Map<String, Integer> named = new TreeMap<>();
        for (Obj container : objects(member(template, "spec").get("containers"))) {
            for (Obj port : objects(container.get("ports"))) {
                if (port.get("containerPort") instanceof Num n) {
                    all.add((int) n.longOr(0));
                    named.put(text(port, "name"), (int) n.longOr(0));
                }
            }
        }
        for (Obj service : mesh.all("", "Service")) {
            Map<String, String> selector =
                    Enrolment.strings(member(member(service, "spec"), "selector"));
            boolean selects =
                    !selector.isEmpty()
                            && namespace.equals(text(member(service, "metadata"), "namespace"))
                            && selector.entrySet().stream()
                                    .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
            if (selects) {
                for (Obj port : objects(member(service, "spec").get("ports"))) {
                    Value target =
                            port.get("targetPort") == null
                                    ? port.get("port")
                                    : port.get("targetPort");
                    if (target instanceof Num n) {
                        all.add((int) n.longOr(0));
                    } else if (target instanceof Str s && named.containsKey(s.text())) {
                        all.add(named.get(s.text()));
                    }
                }
            }
        }
        return all;
    }

    private static List<Obj> objects(@org.jspecify.annotations.Nullable Value list) {
        List<Obj> all = new ArrayList<>();
        if (list instanceof Array a) {
            a.forEach(v -> {
                if (v instanceof Obj o) {
                    all.add(o);
                }
            });
        }
        return all;
    }
}
