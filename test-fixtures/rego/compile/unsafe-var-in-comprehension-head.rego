package test

p := {x: y | x := input.keys[_]}
