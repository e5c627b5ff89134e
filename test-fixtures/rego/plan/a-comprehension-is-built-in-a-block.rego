# query: x := {k: n | some k, v in input.sizes; n := count(v)}
package test
