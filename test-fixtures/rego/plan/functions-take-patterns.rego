# query: x := data.test.f([1, {"a": 2}], input.z)
package test

f([x, {"a": y}], "same") := x

f([x, {"a": y}], z) := y if z != "same"
