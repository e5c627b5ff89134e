package meshwarden.rules.gov_004_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.gov_004

istiod := "system:serviceaccount:istio-system:istiod"

site := testing.with_settings({"meshSystemUsers": [istiod]})

annotated(annotations) := testing.annotated(testing.create("VirtualService", "shop", "cart", {}), annotations)

paths(asked, name) := {p |
	some found in gov_004.deny with input as testing.by_user(asked, name, ["system:masters"]) with data.mesh as site
	p := found.path
}

warned(annotations) := n if {
	n := count(gov_004.warn) with input as testing.by_user(annotated(annotations), "eve", []) with data.mesh as site
}

test_a_reserved_annotation_is_for_istiod if {
	asked := annotated({"internal.istio.io/parents": "Gateway/x", "team": "shop"})
	paths(asked, "eve") == {"/metadata/annotations/internal.istio.io~1parents"}
	paths(asked, istiod) == set()
}

test_each_reserved_annotation_is_named if {
	count(paths(annotated({"internal.istio.io/a": "", "internal.istio.io/b": "x"}), "eve")) == 2
}

test_names_that_look_alike_are_free if {
	paths(annotated({"istio.io/rev": "x", "my-internal.istio.io/a": "x", "internal.istio.io": "x"}), "eve") == set()
	paths(annotated(null), "eve") == set()
}

test_suppressing_everything_is_warned if {
	warned({"galley.istio.io/analyze-suppress": "*"}) == 1
	warned({"galley.istio.io/analyze-suppress": "IST0103,*"}) == 1
	warned({"galley.istio.io/analyze-suppress": "IST01*"}) == 1
}

test_suppressing_a_code_is_not if {
	warned({"galley.istio.io/analyze-suppress": "IST0103,IST0101"}) == 0
	warned({"galley.istio.io/analyze-suppress": ""}) == 0
	warned({"other": "*"}) == 0
}

test_without_a_user_the_reserved_ones_are_unchecked if {
	gov_004.unchecked == {{"clause": "a", "needs": "user"}} with input as annotated({"internal.istio.io/a": "x"}) with data.mesh as site
	count(gov_004.deny) == 0 with input as annotated({"internal.istio.io/a": "x"}) with data.mesh as site
	gov_004.unchecked == set() with input as annotated({"team": "x"}) with data.mesh as site
}
