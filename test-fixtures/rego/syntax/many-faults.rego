package many

p if {
	x == 
}

q := 

r if { y z }

s[1] := 2 else := 3

import future.keywords.nothing
