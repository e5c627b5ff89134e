package test

p if {
	some name in input.names
	data.test[name]
}

q contains x if {
	some x in ["a", "b"]
	count(r[x]) > 0
}

r.a := q

s[k] := v if {
	some k, v in input.map
	s[v]
}
