# METADATA
# title: Hosts as Istio resolves them
# description: Short names, cluster names and the hosts of ServiceEntries (rule catalogue, section 1.6).
package meshwarden.lib.hosts

import data.meshwarden.lib

# A short name gains the namespace and the cluster's domain; a name with a dot stays.
qualified(host) := sprintf("%s.%s.svc.%s", [host, lib.namespace, lib.cluster_domain]) if {
	host != ""
	not contains(host, ".")
	not contains(host, "*")
}

qualified(host) := host if contains(host, ".")

qualified(host) := host if {
	contains(host, "*")
	not contains(host, ".")
}

service_suffix := sprintf(".svc.%s", [lib.cluster_domain])

cluster_name(host) if endswith(host, service_suffix)

cluster_name(host) if {
	endswith(host, ".svc")
	count(split(host, ".")) == 3
}

# <service>.<namespace> with a namespace that is known.
cluster_name(host) if {
	parts := split(host, ".")
	count(parts) == 2
	lib.known("/Namespace")[sprintf("/%s", [parts[1]])]
}

in_mesh(host) if cluster_name(host)

in_mesh("*")

in_mesh(host) if {
	startswith(host, "*.")
	endswith(service_suffix, substring(host, 1, -1))
}

in_mesh(host) if {
	some entry in lib.known("networking.istio.io/ServiceEntry")
	spec := lib.block(entry, "spec")
	lib.text(spec, "location") == "MESH_INTERNAL"
	host in lib.items(spec, "hosts")
}

api_server(host) if host in {"kubernetes.default", "kubernetes.default.svc", sprintf("kubernetes.default.svc.%s", [lib.cluster_domain])}

# A Service of the cluster as known that selects nothing, or no pod with a proxy: its traffic has no sidecar to greet.
without_proxies(host) if {
	lib.has_mesh
	parts := split(host, ".")
	count(parts) > 2
	service := lib.known("/Service")[sprintf("%s/%s", [parts[1], parts[0]])]
	not _enrolled_behind(parts[1], lib.block(lib.block(service, "spec"), "selector"))
}

_workload_kinds := ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"]

_enrolled_behind(namespace, selector) if {
	count(selector) > 0
	some kind in _workload_kinds
	some key, workload in lib.known(kind)
	split(key, "/")[0] == namespace
	template := lib.block(lib.block(workload, "spec"), "template")
	labels := lib.block(lib.block(template, "metadata"), "labels")
	every k, v in selector { labels[k] == v }
	sidecar(namespace, template)
}

_enrolled_behind(namespace, selector) if {
	count(selector) > 0
	some key, pod in lib.known("/Pod")
	split(key, "/")[0] == namespace
	labels := lib.block(lib.block(pod, "metadata"), "labels")
	every k, v in selector { labels[k] == v }
	sidecar(namespace, pod)
}

# Whether a pod or pod template gets a sidecar.
sidecar(namespace, template) if {
	object.get(lib.block(template, "spec"), "hostNetwork", false) != true
	labels := lib.block(lib.block(template, "metadata"), "labels")
	annotations := lib.block(lib.block(template, "metadata"), "annotations")
	object.get(labels, "sidecar.istio.io/inject", object.get(annotations, "sidecar.istio.io/inject", "")) != "false"
	_wanted(namespace, labels)
}

_wanted(namespace, _) if _namespace_labels(namespace)["istio-injection"] == "enabled"

_wanted(namespace, _) if {
	labels := _namespace_labels(namespace)
	not labels["istio-injection"]
	labels["istio.io/rev"]
}

_wanted(namespace, labels) if {
	not _namespace_labels(namespace)["istio-injection"]
	labels["sidecar.istio.io/inject"] == "true"
}

_wanted(namespace, labels) if {
	not _namespace_labels(namespace)["istio-injection"]
	labels["istio.io/rev"]
}

_namespace_labels(namespace) := lib.block(lib.block(lib.known("/Namespace")[sprintf("/%s", [namespace])], "metadata"), "labels")
