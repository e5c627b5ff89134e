package test

p if {
	count([1]) with count as http.send
}
