package modifiers

port := 80

is_default if port == 80

a if is_default with data.modifiers.port as "http"

b if port == "http"

c if port == "http" with data.modifiers.port as "http"

d(x) := x + 1

e(x, y) := x + y

f if d(1) == 2 with d as e

g if count(input.x) == 1 with count as d
