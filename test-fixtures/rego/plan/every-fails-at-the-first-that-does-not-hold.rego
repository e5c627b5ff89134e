# query: data.test.all_small
package test

all_small if {
	every i, p in input.ports {
		p < 1024
		i >= 0
	}
}
