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
