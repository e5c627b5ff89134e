# query: data.test.names
package test

names contains name if {
	some name
	data.teams[name].on_call == input.user
}
# ---
package teams.mesh

on_call := "ann" if input.week == 1

on_call := "bob" if input.week == 2
