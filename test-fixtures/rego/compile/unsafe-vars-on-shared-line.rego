package test

p if { x == 2 } q if { y == 1 }
