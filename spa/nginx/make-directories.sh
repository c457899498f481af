#!/bin/sh
# Run by the image's entry point before the template is filled in: /tmp starts empty with each task.
set -eu
mkdir -p "${NGINX_ENVSUBST_OUTPUT_DIR:-/tmp/conf.d}"
