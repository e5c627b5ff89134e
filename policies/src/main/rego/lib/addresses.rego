# METADATA
# title: Addresses and what they stand for
package meshwarden.lib.addresses

is_v4(address) if regex.match(`^[0-9]{1,3}(\.[0-9]{1,3}){3}$`, address)

is_v6(address) if {
	contains(address, ":")
	regex.match(`^[0-9A-Fa-f:.]+$`, address)
}

is_address(address) if {
	is_v4(address)
	net.cidr_is_valid(as_block(address))
}

is_address(address) if {
	is_v6(address)
	net.cidr_is_valid(as_block(address))
}

# An IPv4 address written as IPv6 is the IPv4 address.
plain(address) := substring(address, 7, -1) if {
	startswith(lower(address), "::ffff:")
	is_v4(substring(address, 7, -1))
}

else := address

within(address, blocks) if {
	is_address(address)
	bare := plain(address)
	some block in blocks
	same_family(bare, block)
	net.cidr_contains(block, bare)
}

same_family(a, b) if {
	contains(a, ":")
	contains(b, ":")
}

same_family(a, b) if {
	not contains(a, ":")
	not contains(b, ":")
}

loopback := ["127.0.0.0/8", "::1/128", "0.0.0.0/32", "::/128"]

link_local := ["169.254.0.0/16", "fe80::/10"]

private_space := ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]

metadata_addresses := ["169.254.0.0/16", "fd00:ec2::254/128", "100.100.100.200/32", "168.63.129.16/32"]

metadata_host(host) if host in {"metadata.google.internal", "metadata"}

metadata_host(host) if within(host, metadata_addresses)

reserved_host(host) if metadata_host(host)

reserved_host(host) if host == "localhost"

reserved_host(host) if endswith(host, ".localhost")

reserved_host(host) if within(host, loopback)

reserved_host(host) if within(host, link_local)

private(host) if within(host, private_space)

# An address or block as a block.
as_block(text) := text if contains(text, "/")

else := sprintf("%s/128", [text]) if contains(text, ":")

else := sprintf("%s/32", [text])

prefix_length(text) := to_number(split(as_block(text), "/")[1])

base(text) := split(text, "/")[0]
