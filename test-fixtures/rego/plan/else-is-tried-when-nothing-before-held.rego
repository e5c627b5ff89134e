# query: data.test.size
package test

default size := "unknown"

size := "small" if {
	some n in input.sizes
	n < 10
} else := "large" if {
	input.sizes[0] > 100
}

size := "small" if input.small
