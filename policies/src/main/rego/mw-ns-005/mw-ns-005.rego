# METADATA
# title: Proxy replaced or customised by the workload
# description: A workload that brings its own proxy image, bootstrap, injection template or proxy volume, or a proxy that is out of support.
# custom:
#   id: MW-NS-005
#   severity: high
#   fix: Use the images and templates of the platform.
#   match: {kinds: [{apiGroups: [""], kinds: [Pod]}, {apiGroups: [apps], kinds: [Deployment, StatefulSet, DaemonSet, ReplicaSet]}, {apiGroups: [batch], kinds: [Job, CronJob]}], operations: [CREATE, UPDATE]}
#   parameters:
#     allowedProxyImages: []
#     minProxyVersion: ""
#     allowedTemplates: [sidecar, gateway, grpc-simple, grpc-agent]
#   clauses:
#     a: {action: deny}
#     b: {action: warn}
package meshwarden.rules.ns_005

import data.meshwarden.lib
import data.meshwarden.lib.workloads

kind := input.request.kind.kind

violation(clause, steps, what) := {
	"msg": sprintf("%s %s supplies its own proxy setting %s.", [kind, lib.full_name, what]),
	"path": steps,
	"clause": clause,
	"details": {},
}

annotation(name) := workloads.path(["metadata", "annotations", name])

proxy_containers contains found if {
	some found in workloads.containers
	found.container.name in {"istio-proxy", "istio-init", "istio-validation"}
	image := lib.text(found.container, "image")
	not image in {"", "auto"}
}

# Images that the workload names for the proxy, with their places.
images contains {"image": lib.text(found.container, "image"), "path": sprintf("%s/image", [found.path])} if some found in proxy_containers

images contains {"image": image, "path": annotation("sidecar.istio.io/proxyImage")} if {
	image := workloads.pod_annotations["sidecar.istio.io/proxyImage"]
}

# istio/proxyv2 is docker.io/istio/proxyv2.
normal(image) := image if regex.match(`^[^/]*[.:][^/]*/`, image)

else := image if startswith(image, "localhost/")

else := sprintf("docker.io/%s", [image]) if contains(image, "/")

else := sprintf("docker.io/library/%s", [image])

allowed_images := lib.parameter("allowedProxyImages", [])

listed(image) if {
	some prefix in allowed_images
	_starts_with_repository(normal(image), prefix)
}

_starts_with_repository(image, prefix) if image == prefix

_starts_with_repository(image, prefix) if {
	startswith(image, prefix)
	substring(image, count(prefix), 1) in {":", "@", "/", "-"}
}

unlisted contains found if {
	count(allowed_images) > 0
	some found in images
	not listed(found.image)
}

# A Pod that istiod injected carries the platform's own image, unless its author brought one.
injected if {
	kind == "Pod"
	workloads.pod_annotations["sidecar.istio.io/status"]
	not workloads.pod_annotations["proxy.istio.io/overrides"]
}

deny contains violation("a", found.path, sprintf("image %s", [found.image])) if {
	not workloads.left_out
	not injected
	some found in unlisted
}

warn contains violation("b", found.path, sprintf("image %s", [found.image])) if {
	not workloads.left_out
	injected
	some found in unlisted
}

deny contains violation("a", annotation("sidecar.istio.io/bootstrapOverride"), "sidecar.istio.io/bootstrapOverride") if {
	not workloads.left_out
	workloads.pod_annotations["sidecar.istio.io/bootstrapOverride"]
}

deny contains violation("a", annotation("inject.istio.io/templates"), sprintf("injection template %s", [template])) if {
	not workloads.left_out
	some template in split(workloads.pod_annotations["inject.istio.io/templates"], ",")
	not trim_space(template) in lib.parameter("allowedTemplates", ["sidecar", "gateway", "grpc-simple", "grpc-agent"])
}

warn contains violation("b", annotation(name), name) if {
	not workloads.left_out
	some name in ["sidecar.istio.io/userVolume", "sidecar.istio.io/userVolumeMount"]
	workloads.pod_annotations[name]
}

minimum := lib.parameter("minProxyVersion", "")

# The tag's leading numbers as a semantic version; undefined for a tag without them and for a digest alone.
tag_version(image) := padded(numbers_of) if {
	without_digest := split(image, "@")[0]
	numbers_of := regex.find_all_string_submatch_n(`:([0-9]+(?:\.[0-9]+)*)[^:/]*$`, without_digest, 1)[0][1]
}

padded(text) := concat(".", array.slice(array.concat(split(text, "."), ["0", "0"]), 0, 3))

older(a, b) if semver.compare(a, b) < 0

warn contains violation("b", found.path, sprintf("image %s, older than %s", [found.image, minimum])) if {
	not workloads.left_out
	minimum != ""
	some found in images
	older(tag_version(found.image), padded(minimum))
}

unchecked contains {"clause": clause, "needs": {"setting": setting}} if {
	not workloads.left_out
	count(images) > 0
	some [clause, setting] in [["a", "allowedProxyImages"], ["b", "minProxyVersion"]]
	lib.parameter(setting, "") in {"", []}
}
