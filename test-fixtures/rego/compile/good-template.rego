package test

default q := 1

p := $"{q} {input.a} {upper(input.b)} {x}!" if {
	x := input.c
}
