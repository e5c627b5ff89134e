package connectives

import rego.v2

p if {1, 2} and x

q if a with input as 1 or b

r if print("x") or true

s if not {a | b}

t if not ({a; b})
