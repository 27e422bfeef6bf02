#!/bin/sh
# One instance: a user directory of its own with the flow of this folder and the package of the checkout, and Node-RED on PORT.
set -e
flow=$(cd "$(dirname "$0")" && pwd)
package=${PACKAGE:-/package}
user_dir=${USER_DIR:-/tmp/node-red-$PORT}
mkdir -p "$user_dir/node_modules/@genesys-flows"
cp "$flow/flows.json" "$flow/flows_cred.json" "$user_dir"
cp "$flow/settings.cjs" "$user_dir/settings.js"
ln -sfn "$package" "$user_dir/node_modules/@genesys-flows/node-red-genesys-cloud"
cat > "$user_dir/package.json" <<END
{ "name": "instance", "private": true, "dependencies": { "@genesys-flows/node-red-genesys-cloud": "*" } }
END
exec node "$package/node_modules/node-red/red.js" --userDir "$user_dir" --port "$PORT"
