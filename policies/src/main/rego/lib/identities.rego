# METADATA
# title: Who asks
# description: Users match a list by name or by any of their groups.
package meshwarden.lib.identities

import data.meshwarden.lib

mesh_admins := lib.setting("meshAdmins", [])

security_admins := lib.setting("securityAdmins", [])

names := lib.user_groups | {lib.user_name}

is_mesh_admin if {
	some entry in mesh_admins
	entry in names
}

is_security_admin if {
	some entry in security_admins
	entry in names
}

# Cluster administrators and the control plane's own accounts.
is_system if "system:masters" in lib.user_groups

is_system if lib.user_name in lib.setting("meshSystemUsers", [])
