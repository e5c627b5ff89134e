# METADATA
# title: Rules of every shape
# custom:
#   severity: high
package a.b["c-d"]

import data.lib.strings as text
import future.keywords.every
import input.request

default allow := false

default weight(_) := 1

allow if request.user == "root"

allow := true if {
	some role in input.roles
	role in {"admin", "owner"}
} else := false if input.locked else := "unknown"

names contains name if some name, _ in input.people

sizes[name] := n if {
	n := count(input.people[name].tags)
}

p.q[r].s contains [r, t] if {
	some r, t
	input.x[r][t] = true
}

f(x, {"key": y}) := x + (y * 2)

f(_, null) := 0

# METADATA
# scope: document
# authors:
# - Ann <ann@example.org>
# related_resources:
# - https://example.org/a
# entrypoint: true
p.q.if := 1

m := $"{input.name}: {count(input.x) + 1}\{raw}"

long := `a
b`
