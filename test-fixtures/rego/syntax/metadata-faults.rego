# METADATA
# scope: rule
package metadata

# METADATA
# title: [not, a, title
p := 1

# METADATA
# scope: document
# authors:
# - ""
q := 1

# METADATA
# entrypoint: true
# scope: rule
r := 1

# METADATA
