package demands

p { true }

q[1]

r.a.b

f(x) { x }
