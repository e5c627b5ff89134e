# rego: v0
package test

p {
	input := 1
	input == 1
}
