"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { expand } = require("./partials.cjs");

const script = /<script type="text\/javascript" src="([^"]+)"><\/script>/g;
const sheet = /<link rel="stylesheet" href="([^"]+)" \/>/g;

/**
 * The html of a node as it ships: Node-RED serves one file per node, so the partials, scripts and style sheets that it
 * names are put in their places.
 */
exports.pageOf = (file) => {
  const read = (name) => readFileSync(join(dirname(file), name), "utf8");
  return expand(
    readFileSync(file, "utf8"),
    relative("", file),
    relative("", join(dirname(file), "lib/dialog")),
  )
    .replace(script, (_, name) => `<script type="text/javascript">\n${read(name)}</script>`)
    .replace(sheet, (_, name) => `<style>\n${read(name)}</style>`);
};
