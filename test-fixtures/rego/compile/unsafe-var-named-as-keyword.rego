# rego: v0
package test

p {
	if
}
