# rego: strict
package test

import data.other
import data.used

p if {
	x := 1
	y := 2
	used.a == y
}

f(a, b) := b
