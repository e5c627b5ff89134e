# query: data.test.ports["http"]
package test

ports[name] := number if {
	some p in input.ports
	name := p.name
	number := p.number
}
