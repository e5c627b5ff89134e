# METADATA
# title: Namespaces and the mesh
# description: How the labels of a Namespace enrol it (rule catalogue, section 1.6).
package meshwarden.lib.namespaces

import data.meshwarden.lib

# The labels that decide on enrolment.
mesh_labels(labels) := {key: labels[key] |
	some key in ["istio-injection", "istio.io/rev", "istio.io/dataplane-mode"]
	labels[key]
}

# Enrolled by its own labels: for sidecars or for ambient mode.
enrolled(labels) if _sidecars(labels)

enrolled(labels) if labels["istio.io/dataplane-mode"] == "ambient"

# istio-injection takes precedence over a revision. No revision has an empty name.
_sidecars(labels) if labels["istio-injection"] == "enabled"

_sidecars(labels) if {
	not "istio-injection" in object.keys(labels)
	lib.text(labels, "istio.io/rev") != ""
}

labels_before := lib.block(lib.block(lib.block(input.request, "oldObject"), "metadata"), "labels")
