package test

p if {
	q
}

q if {
	not r
}

r if {
	count({1 | p}) == 0
}
