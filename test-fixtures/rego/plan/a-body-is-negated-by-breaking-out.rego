# query: data.test.closed
package test

closed := "yes" if {
	not input.open
	count(input.ports) > 0
}

closed := "no" if input.open
