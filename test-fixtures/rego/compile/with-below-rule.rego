package test

q := {"a": 1}

p if {
	q.a == 2 with data.test.q.a as 2
}
