package test

# METADATA
# scope: document
# title: one
p := 1 if {
	input.a
}

# METADATA
# scope: document
# title: two
p := 1 if {
	input.b
}
