package meshwarden.rules.multi_004_test

import data.meshwarden.lib.testing
import data.meshwarden.rules.multi_004

request(setting, policy) := testing.create("DestinationRule", "shop", "x", {"host": "x", "trafficPolicy": object.union(policy, {"loadBalancer": {"localityLbSetting": setting}})})

detection := {"outlierDetection": {"consecutive5xxErrors": 5}}

clauses(asked) := c if {
	w := multi_004.warn with input as asked with data.mesh as testing.mesh
	d := multi_004.deny with input as asked with data.mesh as testing.mesh
	c := {v.clause | some v in (w | d)}
}

test_failover_needs_outlier_detection if {
	clauses(request({"failover": [{"from": "us-east", "to": "us-west"}]}, {})) == {"a"}
	clauses(request({"failover": [{"from": "us-east", "to": "us-west"}]}, detection)) == set()
}

test_a_region_called_region_matches_nothing if {
	clauses(request({"distribute": [{"from": "region/us-west/*", "to": {"region/us-west/*": 80}}]}, detection)) == {"c"}
}

test_disjoint_regions_are_warned if {
	clauses(request({"distribute": [{"from": "a/*", "to": {"a/*": 100}}], "failover": [{"from": "b", "to": "c"}]}, detection)) == {"c"}
}

test_residency_is_a_boundary if {
	asked := testing.with_parameters(request({"failover": [{"from": "eu-1", "to": "us-1"}]}, detection), {"residency": {"eu": ["eu-1"], "us": ["us-1"]}})
	clauses(asked) == {"b"}
}

test_networks_are_known_or_not if {
	entry := testing.create("ServiceEntry", "shop", "x", {"hosts": ["a"], "endpoints": [{"address": "1.1.1.1", "network": "n2"}]})
	clauses(testing.with_parameters(entry, {"knownNetworks": ["n1"]})) == {"d"}
	clauses(entry) == set()
}

failover := {"failover": [{"from": "eu", "to": "us"}]}

rule(spec) := testing.create("DestinationRule", "shop", "x", object.union({"host": "x"}, spec))

test_an_empty_block_switches_detection_on if clauses(request(failover, {"outlierDetection": {}})) == set()

test_a_subset_inherits_detection_and_a_port_does_not if {
	setting := {"loadBalancer": {"localityLbSetting": failover}}
	clauses(rule({"trafficPolicy": detection, "subsets": [{"name": "v", "trafficPolicy": setting}]})) == set()
	clauses(rule({"subsets": [{"name": "v", "trafficPolicy": setting}]})) == {"a"}
	clauses(rule({"trafficPolicy": object.union(detection, {"portLevelSettings": [setting]})})) == {"a"}
	clauses(rule({"trafficPolicy": {"portLevelSettings": [object.union(detection, setting)]}})) == set()
}

test_a_region_of_two_groups_crosses_no_boundary_inside_one_of_them if {
	asked := testing.with_parameters(request(failover, detection), {"residency": {"a": ["eu"], "b": ["eu", "us"]}})
	clauses(asked) == set()
}

test_values_of_the_wrong_type_break_nothing if {
	clauses(request({"failover": "x", "distribute": [null, 5, {"from": 5, "to": {"a": 1}}]}, {})) == set()
}
