package test

f(data) := 1
