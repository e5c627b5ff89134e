package older

import future.keywords.in

p[x] { x := input.a[_] }

q[x] = y { y := input.b[x] }

r { input.c } { input.d }

s = 1 { input.e } else = 2 { input.f }

t["literal"]

u.v.w = 3

f(x) = x
