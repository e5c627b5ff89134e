# query: data.test.p
package test

p contains [x, y] if {
	some x in data.test.q with input as {"ports": [1, 2]}
	y := input.name
}

q contains n if some n in input.ports
