#!/bin/sh
# HTTPS throughput and latency of the webhook beside an echo on the same Jetty, TLS and threads, both alive in one run, in turn.
# Needs wrk and h2load (Debian: wrk, nghttp2-client) and a build (./meshwarden --version makes one, with test classes by mvn test-compile).
# Loopback only; bounded: ROUNDS rounds of SECONDS seconds each.
set -eu
CDPATH=''
cd "$(dirname -- "$0")/../../.."
seconds=${SECONDS_EACH:-8}
rounds=${ROUNDS:-4}
warm=${WARM_SECONDS:-20}
for tool in wrk h2load curl; do
    command -v "$tool" >/dev/null || { echo "load: $tool is not installed" >&2; exit 2; }
done
./meshwarden --version >/dev/null
[ -d webhook/target/test-classes ] || { echo "load: run mvn test-compile first" >&2; exit 2; }
java=$(./meshwarden --which-java)/bin/java
work=$(mktemp -d)
fifo=$work/stdin
mkfifo "$fifo"
serve='' echo=''
stop() {
    [ -z "$serve" ] || kill "$serve" 2>/dev/null || true
    [ -z "$echo" ] || kill "$echo" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

review=$work/review.json
cat >"$review" <<'JSON'
{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"5f6e0c1e-7a3b-4a5e-9c1f-000000000001","kind":{"group":"networking.istio.io","version":"v1","kind":"DestinationRule"},"resource":{"group":"networking.istio.io","version":"v1","resource":"destinationrules"},"requestKind":{"group":"networking.istio.io","version":"v1","kind":"DestinationRule"},"name":"cart","namespace":"shop","operation":"UPDATE","userInfo":{"username":"ann","groups":["developers","system:authenticated"]},"object":{"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"cart","namespace":"shop","uid":"0b7e9d1a-6f43-4d3c-8e5e-000000000002","resourceVersion":"1234567","generation":7,"creationTimestamp":"2026-01-05T10:00:00Z","labels":{"app":"cart","team":"shop"},"managedFields":[{"manager":"kubectl","operation":"Apply","apiVersion":"networking.istio.io/v1","time":"2026-01-05T10:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:app":{},"f:team":{}}},"f:spec":{"f:host":{},"f:trafficPolicy":{"f:connectionPool":{"f:http":{"f:http1MaxPendingRequests":{},"f:http2MaxRequests":{},"f:idleTimeout":{}},"f:tcp":{"f:connectTimeout":{},"f:maxConnections":{}}},"f:loadBalancer":{"f:simple":{}},"f:outlierDetection":{"f:baseEjectionTime":{},"f:consecutive5xxErrors":{},"f:interval":{}}},"f:subsets":{}}}}]},"spec":{"host":"cart.shop.svc.cluster.local","trafficPolicy":{"loadBalancer":{"simple":"LEAST_REQUEST"},"connectionPool":{"tcp":{"maxConnections":100,"connectTimeout":"30s"},"http":{"http1MaxPendingRequests":50,"http2MaxRequests":100,"idleTimeout":"90s"}},"outlierDetection":{"consecutive5xxErrors":5,"interval":"30s","baseEjectionTime":"30s"},"tls":{"mode":"ISTIO_MUTUAL"}},"subsets":[{"name":"v1","labels":{"version":"v1"}},{"name":"v2","labels":{"version":"v2"}}]}},"oldObject":{"apiVersion":"networking.istio.io/v1","kind":"DestinationRule","metadata":{"name":"cart","namespace":"shop","uid":"0b7e9d1a-6f43-4d3c-8e5e-000000000002","resourceVersion":"1234500","generation":6,"creationTimestamp":"2026-01-05T10:00:00Z","labels":{"app":"cart","team":"shop"}},"spec":{"host":"cart.shop.svc.cluster.local","trafficPolicy":{"loadBalancer":{"simple":"ROUND_ROBIN"},"connectionPool":{"tcp":{"maxConnections":100,"connectTimeout":"30s"},"http":{"http1MaxPendingRequests":50,"http2MaxRequests":100,"idleTimeout":"90s"}},"outlierDetection":{"consecutive5xxErrors":5,"interval":"30s","baseEjectionTime":"30s"},"tls":{"mode":"ISTIO_MUTUAL"}},"subsets":[{"name":"v1","labels":{"version":"v1"}},{"name":"v2","labels":{"version":"v2"}}]}},"dryRun":false,"options":{"kind":"UpdateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"kubectl"}}}
JSON
cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local f = io.open("$review", "r")
wrk.body = f:read("*a")
f:close()
LUA

./meshwarden serve --data "$work/data" --port 18443 --admin-port 19443 >"$work/serve.log" 2>&1 &
serve=$!
ready=0
while [ "$ready" -lt 120 ]; do
    if curl -sf http://127.0.0.1:19443/readyz >/dev/null 2>&1; then break; fi
    ready=$((ready + 1))
    sleep 0.5
done
curl -sf http://127.0.0.1:19443/readyz >/dev/null || { cat "$work/serve.log" >&2; exit 1; }
cp -r "$work/data/tls" "$work/tls"
"$java" -Xmx512m -cp "webhook/target/test-classes:webhook/target/meshwarden-webhook.jar:webhook/target/lib/*" \
    dev.meshwarden.webhook.http.EchoServer "$work/tls" 18444 <"$fifo" >"$work/echo.log" 2>&1 &
echo=$!
exec 9>"$fifo"
until grep -q READY "$work/echo.log"; do kill -0 "$echo" || { cat "$work/echo.log" >&2; exit 1; }; sleep 0.2; done

h1() { wrk -t2 -c32 -d"$2s" --latency -s "$work/post.lua" "https://127.0.0.1:$1/validate" 2>&1; }
h2() { h2load -c4 -m16 -D "$2" -d "$review" -H 'content-type: application/json' "https://127.0.0.1:$1/validate" 2>&1; }
row() { # name, what wrk printed
    printf '%s\n' "$2" | awk -v name="$1" '/50%/ {p50=$2} /99%/ {p99=$2} /Requests\/sec/ {r=$2} /Non-2xx/ {bad=$0} END {printf "h1  %-10s %10s req/s  p50 %-9s p99 %-9s %s\n", name, r, p50, p99, bad}'
}
row2() {
    printf '%s\n' "$2" | awk -v name="$1" '/^finished in/ {r=$4} /^requests:/ {failed=$10" failed "$12" errored"} /^time for request:|^request  *:/ {max=$5; mean=$6} END {printf "h2  %-10s %10s req/s  %s  mean %s max %s\n", name, r, failed, mean, max}'
}
echo "load: $rounds rounds of $seconds s after $warm s each of warming; review of $(wc -c <"$review") bytes; $(nproc) processors, load generator on the same"
for port in 18443 18444; do h1 $port "$warm" >/dev/null; done
round=1
while [ "$round" -le "$rounds" ]; do
    row webhook "$(h1 18443 "$seconds")"
    row echo "$(h1 18444 "$seconds")"
    row2 webhook "$(h2 18443 "$seconds")"
    row2 echo "$(h2 18444 "$seconds")"
    round=$((round + 1))
done
echo "share of the webhook's time (means over all reviews):"
tail -q -n 20000 "$work"/data/audit/*/seg-*.jsonl | sed -n 's/.*"lat":{"eval_ns":\([0-9]*\),"match_ns":\([0-9]*\),"parse_ns":\([0-9]*\),"queue_ns":\([0-9]*\),"total_ns":\([0-9]*\)}.*/\1 \2 \3 \4 \5/p' |
    awk '{e+=$1+$2; p+=$3; q+=$4; t+=$5; n++} END {if (n) printf "  queue %.0f us, decode %.0f us, decide %.0f us (of %d records)\n", q/n/1000, p/n/1000, e/n/1000, n}'
curl -sf http://127.0.0.1:19443/metrics | awk '
    /^meshwarden_audit_wait_seconds_sum/ {ws=$2} /^meshwarden_audit_wait_seconds_count/ {wc=$2}
    /^meshwarden_admission_duration_seconds_sum/ {ds+=$2} /^meshwarden_admission_duration_seconds_count/ {dc+=$2}
    END {if (wc && dc) printf "  audit wait %.0f us, whole %.0f us; encode and the rest are what is left\n", ws/wc*1e6, ds/dc*1e6}'
