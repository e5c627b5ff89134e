package missing

p if { true }

q { some x in input.xs }

r { every x in input.xs { x } }

s contains 1
