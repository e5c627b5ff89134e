# query: data.test.p
package test

p if {
	allowed("x") with data.test.limit as stand_in with count as input.size
}

allowed(name) if limit(name) > count(name)

limit(name) := data.limits[name]

stand_in(name) := 2
