package test

p := [y | y = z; y > 1]
