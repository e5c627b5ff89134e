package references

config := {"port": 15001, "hosts": ["a", "b"], "tls": {"mode": "STRICT"}}

a := config.ports

b := config.tls.mode.x

c := config.hosts.first

d := config.hosts[true]

names contains "x"

names contains 1

e if names[true]

f(x) := {"value": x}

g := f.value

h := data.references.missing.anything

i if {
	some key
	config[key].mode
	key == 3
}

j := {}.x

k contains y if some y in config.tls.mode
