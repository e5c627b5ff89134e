package lexer

p := "unterminated

q := 012

r := "\q"

s := 1.

t := !x
