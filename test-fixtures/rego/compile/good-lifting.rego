package test

p[input.k] := {"a": input.v, "b": [lower(input.n)]} if {
	count(upper(input.s)) > count(data.other[input.t])
	{"x", "y"}[input.z]
	[1, 2][_] == plus(1, 1)
}
