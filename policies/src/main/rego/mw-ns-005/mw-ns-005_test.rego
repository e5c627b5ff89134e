package meshwarden.rules.ns_005_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.ns_005

site := testing.with_settings({"allowedProxyImages": ["docker.io/istio/proxyv2"], "minProxyVersion": "1.28", "allowedTemplates": ["sidecar"]})

deployment(annotations, image) := testing.create_object({
	"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x", "namespace": "y"},
	"spec": {"template": {"metadata": {"annotations": annotations}, "spec": {"containers": [{"name": "istio-proxy", "image": image}]}}},
})

found(annotations, image) := {"deny": d, "warn": w} if {
	d := count(ns_005.deny) with input as deployment(annotations, image) with data.mesh as site
	w := count(ns_005.warn) with input as deployment(annotations, image) with data.mesh as site
}

test_a_foreign_image_is_denied if found({}, "evil.example.com/proxyv2:1.29.0") == {"deny": 1, "warn": 0}

test_a_name_that_only_begins_alike_is_foreign if found({}, "docker.io/istio/proxyv2evil:1.29.0").deny == 1

test_an_old_proxy_is_warned if {
	found({}, "istio/proxyv2:1.19.0") == {"deny": 0, "warn": 1}
	found({}, "istio/proxyv2:1.28.0-distroless") == {"deny": 0, "warn": 0}
}

test_versions_compare_as_numbers if found({}, "istio/proxyv2:1.100.0") == {"deny": 0, "warn": 0}

test_auto_and_unversioned_tags_are_fine if {
	every image in ["auto", "istio/proxyv2:latest", "istio/proxyv2@sha256:abc"] {
		found({}, image) == {"deny": 0, "warn": 0}
	}
}

test_overrides_are_denied_and_volumes_warned if {
	found({"sidecar.istio.io/bootstrapOverride": "x"}, "auto").deny == 1
	found({"inject.istio.io/templates": "sidecar,mine"}, "auto").deny == 1
	found({"sidecar.istio.io/userVolume": "x"}, "auto").warn == 1
}

test_what_only_the_site_knows_is_unchecked if {
	count(ns_005.unchecked) == 2 with input as deployment({}, "a/b:1") with data.mesh as testing.mesh
}

test_the_rules_own_parameters_stand_over_the_sites if {
	asked := testing.with_parameters(deployment({}, "example.com/proxy:1.30.0"), {"allowedProxyImages": ["example.com/proxy"]})
	count(ns_005.deny) == 0 with input as asked with data.mesh as site
}

test_an_annotation_of_the_wrong_type_is_judged_by_its_text if {
	found({"inject.istio.io/templates": true}, "auto").deny == 1
	found({"sidecar.istio.io/proxyImage": 5}, "auto").deny == 1
}
