package connectives

import rego.v2

p if a or b and not c

q if {
	not { x := input.x; x > 1 }
	{ a; b } and (c or d with input as 1)
	not (a and b)
}

r if and({1}, {2}) == or({1}, {2})
