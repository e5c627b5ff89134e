# METADATA
# title: Workloads and their pod templates
# description: Where each kind keeps its pod, and which workloads are judged (rule catalogue, section 1.6).
package meshwarden.lib.workloads

import data.meshwarden.lib

kind := lib.text(lib.subject, "kind")

template_steps := {
	"Pod": [],
	"CronJob": ["spec", "jobTemplate", "spec", "template"],
}

# Path of the pod or pod template inside the object.
steps := object.get(template_steps, kind, ["spec", "template"])

pod := object.get(lib.subject, steps, {})

pod_spec := lib.block(pod, "spec")

# An unquoted true or 5 in YAML, which the API server refuses, reads as its text.
pod_labels := {k: lib.as_text(v) | some k, v in lib.block(lib.block(pod, "metadata"), "labels")}

pod_annotations := {k: lib.as_text(v) | some k, v in lib.block(lib.block(pod, "metadata"), "annotations")}

path(more) := lib.pointer(array.concat(steps, more))

# Containers and init containers with their place.
containers contains {"container": container, "path": path(["spec", field, i])} if {
	some field in ["containers", "initContainers"]
	some i, container in lib.items(pod_spec, field)
}

judged_kinds := {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"}

controlled if {
	some owner in lib.items(lib.block(lib.subject, "metadata"), "ownerReferences")
	owner.controller == true
	owner.kind in judged_kinds
}

written_by_controller if not lib.has_user

written_by_controller if lib.user_name == "system:kube-controller-manager"

written_by_controller if glob.match("system:serviceaccount:kube-system:*-controller", [":"], lib.user_name)

# A controller's copy of what was judged at its owner is left out; an owner that somebody else names excuses nothing.
left_out if {
	controlled
	written_by_controller
}
