package test

p := $"{walk(input)}"
