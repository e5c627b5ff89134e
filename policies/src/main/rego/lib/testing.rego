# METADATA
# title: Requests for unit tests of policies
package meshwarden.lib.testing

settings := {
	"rootNamespace": "istio-system",
	"clusterDomain": "cluster.local",
	"trustDomain": "cluster.local",
	"gatewayAdminNamespaces": ["istio-system", "istio-ingress", "istio-egress"],
	"gatewayPodSelectors": ["istio=ingressgateway", "istio=egressgateway", "istio=eastwestgateway"],
	"waypointClasses": ["istio-waypoint"],
}

mesh := {"settings": settings}

versions := {
	"PeerAuthentication": ["security.istio.io", "v1"],
	"AuthorizationPolicy": ["security.istio.io", "v1"],
	"RequestAuthentication": ["security.istio.io", "v1"],
	"DestinationRule": ["networking.istio.io", "v1"],
	"VirtualService": ["networking.istio.io", "v1"],
	"ServiceEntry": ["networking.istio.io", "v1"],
	"Gateway": ["networking.istio.io", "v1"],
	"Telemetry": ["telemetry.istio.io", "v1"],
}

object_of(kind, namespace, name, spec) := {
	"apiVersion": concat("/", versions[kind]),
	"kind": kind,
	"metadata": {"name": name, "namespace": namespace},
	"spec": spec,
}

create(kind, namespace, name, spec) := {
	"phase": "validate",
	"parameters": {},
	"now": "2026-11-01T00:00:00Z",
	"request": {
		"uid": "1", "operation": "CREATE", "namespace": namespace, "name": name,
		"kind": {"group": versions[kind][0], "version": versions[kind][1], "kind": kind},
		"object": object_of(kind, namespace, name, spec),
		"oldObject": null,
	},
}

update(kind, namespace, name, before, after) := json.patch(create(kind, namespace, name, after), [
	{"op": "replace", "path": "/request/operation", "value": "UPDATE"},
	{"op": "replace", "path": "/request/oldObject", "value": object_of(kind, namespace, name, before)},
])

delete(kind, namespace, name, before) := json.patch(create(kind, namespace, name, before), [
	{"op": "replace", "path": "/request/operation", "value": "DELETE"},
	{"op": "replace", "path": "/request/oldObject", "value": object_of(kind, namespace, name, before)},
	{"op": "replace", "path": "/request/object", "value": null},
])

annotated(request, annotations) := json.patch(
	request,
	[{"op": "add", "path": "/request/object/metadata/annotations", "value": annotations}],
)

with_parameters(request, parameters) := object.union(request, {"parameters": parameters})

# A CREATE of a whole object, of any kind.
create_object(object) := {
	"phase": "validate",
	"parameters": {},
	"now": "2026-11-01T00:00:00Z",
	"request": {
		"uid": "1", "operation": "CREATE",
		"namespace": namespace_of(object), "name": object.metadata.name,
		"kind": kind_of(object.apiVersion, object.kind),
		"object": object, "oldObject": null,
	},
}

# The API server sends a Namespace in its own namespace.
namespace_of(object) := object.metadata.namespace if object.metadata.namespace

else := object.metadata.name

kind_of(version, kind) := {"group": split(version, "/")[0], "version": split(version, "/")[1], "kind": kind} if contains(version, "/")

kind_of(version, kind) := {"group": "", "version": version, "kind": kind} if not contains(version, "/")

by_user(request, name, groups) := json.patch(
	request,
	[{"op": "add", "path": "/request/userInfo", "value": {"username": name, "groups": groups}}],
)

with_settings(more) := {"settings": object.union(settings, more)}

# An UPDATE from one whole object to another.
update_object(before, after) := json.patch(create_object(after), [
	{"op": "replace", "path": "/request/operation", "value": "UPDATE"},
	{"op": "replace", "path": "/request/oldObject", "value": before},
])

namespace(name, labels) := {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}
