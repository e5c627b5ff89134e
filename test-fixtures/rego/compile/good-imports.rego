package test

import data.lib.helpers as h
import input.review as r

p if {
	h.names[r.object]
	q[r.name]
}

q contains "a"
