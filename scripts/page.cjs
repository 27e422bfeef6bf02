"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const script = /<script type="text\/javascript" src="([^"]+)"><\/script>/g;
const sheet = /<link rel="stylesheet" href="([^"]+)" \/>/g;

/**
 * The html of a node as it ships: Node-RED serves one file per node, so the scripts and style sheets that it names
 * are put in their places.
 */
exports.pageOf = (file) => {
  const read = (name) => readFileSync(join(dirname(file), name), "utf8");
  return readFileSync(file, "utf8")
    .replace(script, (_, name) => `<script type="text/javascript">\n${read(name)}</script>`)
    .replace(sheet, (_, name) => `<style>\n${read(name)}</style>`);
};
