# METADATA
# title: Deletions that only clear out
# description: What goes with its namespace is nobody's decision about it.
package meshwarden.lib.deletion

import data.meshwarden.lib

# The namespace controller and the garbage collector clear out a namespace that is going away.
cleaning_up if {
	input.request.operation == "DELETE"
	lib.user_name in {"system:serviceaccount:kube-system:namespace-controller", "system:serviceaccount:kube-system:generic-garbage-collector"}
	_terminating
}

_terminating if lib.text(lib.block(lib.known("/Namespace")[sprintf("/%s", [lib.namespace])], "status"), "phase") == "Terminating"

_terminating if {
	not lib.has_mesh
	lib.user_name == "system:serviceaccount:kube-system:namespace-controller"
}
