# query: data.test.open
package test

open if {
	some p in input.ports
	p == 80
}

open if input.everything
