# query: [data.test.multiple("k"), data.test.deny]
package test

multiple("k") := 1000

multiple("M") := 1000000

multiple("G") := 1000000000

multiple("") := 1

deny contains "a" if {
	input.kind == "Pod"
	input.spec.a
}

deny contains "b" if {
	input.kind == "Pod"
	input.spec.b
}

deny contains "c" if {
	input.kind == "Service"
}

deny contains "d" if input.spec.d

deny contains "e" if input.kind == "Secret"
