# METADATA
# title: What every policy reads of the request
# description: |
#   The object judged, its names and its settings. Absent, null, empty list and empty map read alike through the
#   functions here, which is how Istio reads them.
package meshwarden.lib

object_now := input.request.object if is_object(input.request.object)

object_before := input.request.oldObject if is_object(input.request.oldObject)

# The object judged: the new one, on DELETE the old one.
subject := object_now if input.request.operation != "DELETE"

subject := object_before if input.request.operation == "DELETE"

spec := block(subject, "spec")

# The request's namespace; "" for cluster-scoped objects, where the API server sends none.
namespace := text(input.request, "namespace")

name := text(block(subject, "metadata"), "name") if text(block(subject, "metadata"), "name") != ""

name := text(input.request, "name") if {
	text(block(subject, "metadata"), "name") == ""
	text(input.request, "name") != ""
}

name := sprintf("%s*", [text(block(subject, "metadata"), "generateName")]) if {
	text(block(subject, "metadata"), "name") == ""
	text(input.request, "name") == ""
}

full_name := sprintf("%s/%s", [namespace, name]) if namespace != ""

else := name

labels := block(block(subject, "metadata"), "labels")

annotations := block(block(subject, "metadata"), "annotations")

# A member that is an object; {} where it is absent, null or something else.
block(of, key) := of[key] if is_object(of[key])

else := {}

# A member that is a list; [] where it is absent, null or something else.
items(of, key) := of[key] if is_array(of[key])

else := []

# A member that is a string; "" where it is absent, null or something else.
text(of, key) := of[key] if is_string(of[key])

else := ""

# A string itself, anything else as it is written.
as_text(value) := value if is_string(value)

else := sprintf("%v", [value])

# Whether a member says anything: absent, null, "", [] and {} do not.
populated(of, key) if not _empty(object.get(of, key, null))

_empty(null)

_empty("")

_empty([])

_empty({})

# A JSON pointer from its steps.
pointer(steps) := concat("", [p |
	some step in steps
	p := sprintf("/%s", [replace(replace(sprintf("%v", [step]), "~", "~0"), "/", "~1")])
])

setting(key, fallback) := object.get(data.mesh.settings, key, fallback)

# A parameter of the rule. One named like a setting of the site comes with the setting's value unless the rule is given its own.
parameter(key, fallback) := object.get(input.parameters, key, setting(key, fallback))

root_namespace := setting("rootNamespace", "istio-system")

cluster_domain := setting("clusterDomain", "cluster.local")

in_root_namespace if namespace == root_namespace

# Objects known of the cluster, by "group/Kind"; undefined without context.
known(kind) := object.get(data.mesh.objects, kind, {})

has_mesh if data.mesh.objects

# Booleans as Istio's annotations spell them.
truthy(value) if value in {"1", "t", "T", "true", "TRUE", "True", true}

user_groups := {g | some g in items(block(input.request, "userInfo"), "groups")}

user_name := text(block(input.request, "userInfo"), "username")

has_user if is_object(input.request.userInfo)
