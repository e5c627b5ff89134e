# query: data.test.access
package test

access[team].ports contains port if {
	some team, ports in input.teams
	some port in ports
}

access.admin.name := "root"
