package test

import data.a.x
import data.b.x

p := x
