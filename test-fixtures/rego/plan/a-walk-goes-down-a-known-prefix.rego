# query: data.test.images
package test

images contains image if {
	walk(input, [["spec", "containers", i, "image"], image])
	i >= 0
}
