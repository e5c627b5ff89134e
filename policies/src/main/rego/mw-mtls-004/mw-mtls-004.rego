# METADATA
# title: Port opened below STRICT
# description: A portLevelMtls entry that puts one port of the selected workloads at PERMISSIVE or DISABLE.
# custom:
#   id: MW-MTLS-004
#   severity: high
#   fix: Remove the port entry, or set it to STRICT. For probes rely on probe rewriting; otherwise exempt the port with an end date.
#   match: {kinds: [{apiGroups: [security.istio.io], kinds: [PeerAuthentication]}], operations: [CREATE, UPDATE]}
package meshwarden.rules.mtls_004

import data.meshwarden.lib
import data.meshwarden.lib.security

workload_mode := mode if {
	mode := security.written_mode(lib.spec)
	mode != ""
} else := "left to its namespace"

deny contains {
	"msg": sprintf("Port %s of %s/%s is set to %s by portLevelMtls although the workload is %s.", [port, lib.namespace, security.label_text(security.match_labels(lib.spec)), mode, workload_mode]),
	"path": lib.pointer(["spec", "portLevelMtls", port, "mode"]),
	"details": {"port": port, "mode": mode},
} if {
	not lib.in_root_namespace
	security.selects_workloads(lib.spec)
	some port, entry in lib.block(lib.spec, "portLevelMtls")
	mode := lib.text(entry, "mode")
	mode in {"PERMISSIVE", "DISABLE"}
}
