package test

p if { input.a with eq as 1 }

q if { walk(input, x) with walk as 1; x }

r if { input.a with internal.member_2 as 1 }

s if { input.a with print as 1 }
