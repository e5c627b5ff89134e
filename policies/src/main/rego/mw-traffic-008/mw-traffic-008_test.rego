package meshwarden.rules.traffic_008_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.traffic_008

request(spec) := testing.create("ServiceEntry", "shop", "x", object.union({"hosts": ["a.example.com"], "resolution": "STATIC"}, spec))

site := testing.with_settings({"clusterCIDRs": ["10.96.0.0/12"]})

clauses(spec) := c if {
	d := traffic_008.deny with input as request(spec) with data.mesh as site
	w := traffic_008.warn with input as request(spec) with data.mesh as site
	c := {v.clause | some v in (d | w)}
}

test_wide_blocks_and_cluster_addresses_are_denied if {
	every address in ["8.0.0.0/8", "10.96.0.10", "10.100.0.0/16", "127.0.0.1", "2001:db8::/32", "169.254.1.1"] {
		clauses({"addresses": [address]}) == {"a"}
	}
}

test_metadata_and_loopback_targets_are_denied if {
	clauses({"endpoints": [{"address": "169.254.169.254"}]}) == {"b"}
	clauses({"hosts": ["metadata.google.internal"]}) == {"b"}
	clauses({"endpoints": [{"address": "unix:///var/run/x.sock"}]}) == {"b"}
}

test_private_space_is_warned if clauses({"addresses": ["10.240.0.1"]}) == {"c"}

test_virtual_own_and_public_addresses_are_fine if {
	clauses({"addresses": ["240.0.0.10"]}) == set()
	clauses({"addresses": ["10.240.0.1"], "endpoints": [{"address": "10.240.0.1"}]}) == set()
	clauses({"addresses": ["203.0.113.7"], "endpoints": [{"address": "203.0.113.7"}]}) == set()
	clauses({"addresses": ["10.240.0.1"], "resolution": "NONE", "ports": [{"protocol": "TCP"}]}) == set()
}

test_cluster_addresses_are_unchecked_until_named if {
	count(traffic_008.unchecked) == 1 with input as request({"addresses": ["240.0.0.1"]}) with data.mesh as testing.mesh
}

test_a_final_dot_hides_nothing if {
	clauses({"hosts": ["metadata.google.internal."]}) == {"b"}
	clauses({"hosts": ["localhost."]}) == {"b"}
}

test_an_address_of_the_other_family_hides_nothing if {
	clauses({"addresses": ["::ffff:127.0.0.1"]}) == {"a"}
	clauses({"addresses": ["::ffff:10.0.0.1"]}) == {"c"}
}

test_protocols_are_read_without_case if {
	clauses({"addresses": ["10.1.0.0/24"], "resolution": "NONE", "ports": [{"number": 1, "name": "x", "protocol": "tcp"}]}) == set()
}

test_what_is_no_address_breaks_nothing if {
	every address in ["10.1.2.3/33", "999.1.1.1", "1::2::3", "x/y", ""] { clauses({"addresses": [address]}) == set() }
}
