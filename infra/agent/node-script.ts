/**
 * Shell functions that find a Node the agent runs on, or have the system's packages bring one. Amazon Linux names its packages and
 * programs by version; elsewhere the one package may be too old, which is said.
 */
export const NODE_SCRIPT = `find_node() {
  for name in node nodejs node-24 node-22 node-20; do
    found=$(command -v "$name") || continue
    if "$found" -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
      echo "$found"
      return 0
    fi
  done
  return 1
}

bring_node() {
  if command -v dnf >/dev/null; then
    for package in nodejs24 nodejs22 nodejs20 nodejs; do
      dnf install -y -q "$package" && return 0
    done
  elif command -v apt-get >/dev/null; then
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q nodejs && return 0
  elif command -v zypper >/dev/null; then
    for package in nodejs24 nodejs22 nodejs20; do
      zypper --non-interactive install "$package" && return 0
    done
  fi
  return 1
}

if ! node=$(find_node); then
  bring_node || true
  if ! node=$(find_node); then
    echo "trailkeeper-agent: this host has no Node 20 or later and its packages bring none; install one (it needs glibc 2.28) and run this again" >&2
    exit 1
  fi
fi`;
