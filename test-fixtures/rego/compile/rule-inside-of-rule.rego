package test

a.b := {"c": 1}

a.b.c := 2

a.b.d.e := 3
