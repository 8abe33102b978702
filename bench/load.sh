#!/usr/bin/env bash
# Loads the service with wrk while a large dataset is being made, and compares its downloads with nginx's.
#
#   mvn -q -DskipTests package && bench/load.sh        # about three minutes; needs wrk, nginx and curl
set -euo pipefail
cd "$(dirname "$0")/.."
jar=$PWD/target/atomic-datasets.jar
scratch=$(mktemp -d)
port=18080
url=http://127.0.0.1:$port
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT

java -jar "$jar" --server.port=$port --atomic-datasets.root="$scratch/datasets" --atomic-datasets.max-awaiting=100000 \
  > "$scratch/log" 2>&1 &
until curl -sf $url/actuator/health > /dev/null; do sleep 0.3; done

field() { python3 -c "import json,sys; print(json.load(sys.stdin)$1)"; }
plan() { curl -s $url/datasets -H 'Content-Type: application/json' -d "$1" | field '["id"]'; }
state() { curl -s $url/datasets/"$1"/progress | field '["state"]'; }
confirm() { curl -s -o /dev/null -X POST $url/datasets/"$1"/confirm; }
finish() { confirm "$1"; until [ "$(state "$1")" = succeeded ]; do sleep 0.2; done; }

echo "== a run of 4,000,000 images alone, warm =="
finish "$(plan '{"num_images": 4000000, "palette": "arc"}')"
quiet=$(plan '{"num_images": 4000000, "palette": "arc", "seed": 1}')
finish "$quiet"
curl -s $url/datasets/"$quiet"/metadata | field '["timing"]["seconds"]["generating"]'

echo "== requests during a run of 50,000,000 images, 200 connections =="
large=$(plan '{"num_images": 50000000, "palette": "arc"}')
confirm "$large"
sleep 2
cat > "$scratch/post.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"num_images": 0}'
LUA
rate() { curl -s $url/datasets/"$large"/progress | field '["rate"]'; }
echo "images/s before: $(rate)"
echo "-- GET progress"; wrk -t1 -c200 -d8s --latency $url/datasets/"$large"/progress | grep -E '99%|requests in|Non-2xx|Socket'
echo "images/s meanwhile: $(rate)"
echo "-- GET list"; wrk -t1 -c200 -d8s --latency "$url/datasets?page_size=10" | grep -E '99%|requests in|Non-2xx|Socket'
echo "-- POST of a request that is refused (422)"
wrk -t1 -c200 -d8s --latency -s "$scratch/post.lua" $url/datasets | grep -E '99%|requests in|Non-2xx|Socket'
curl -s -o /dev/null -X POST $url/datasets/"$large"/cancel
until [ "$(state "$large")" = cancelled ]; do sleep 0.2; done

echo "== downloads of train.npz, 8 connections: this, then nginx on the same file =="
name=$(curl -s $url/datasets/"$quiet" | field '["output_dir"]')
ls -l "$scratch/datasets/$name/train.npz" | awk '{print $5 " bytes"}'
wrk -t1 -c8 -d8s $url/datasets/"$quiet"/train.npz | grep -E 'Transfer|Non-2xx|Socket' || true
cat > "$scratch/nginx.conf" <<CONF
daemon off; pid $scratch/nginx.pid; error_log $scratch/nginx.log; worker_processes 2; user root;
events {}
http { access_log off; sendfile on; tcp_nopush on;
  server { listen 127.0.0.1:18081; root $scratch/datasets/$name; } }
CONF
nginx -c "$scratch/nginx.conf" &
sleep 1
wrk -t1 -c8 -d8s http://127.0.0.1:18081/train.npz | grep -E 'Transfer|Non-2xx|Socket' || true
