"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { expand } = require("./partials.cjs");

const script = /<script type="text\/javascript" src="([^"]+)"><\/script>/g;
const sheet = /<link rel="stylesheet" href="([^"]+)" \/>/g;

const textOf = (file) =>
  expand(readFileSync(file, "utf8"), relative("", file), relative("", join(dirname(file), "lib/dialog")));

/**
 * The html of a node as it ships: Node-RED serves one file per node, so the partials, scripts and style sheets that it
 * names are put in their places.
 */
exports.pageOf = (file) => {
  const read = (name) => readFileSync(join(dirname(file), name), "utf8");
  return textOf(file)
    .replace(script, (_, name) => `<script type="text/javascript">\n${read(name)}</script>`)
    .replace(sheet, (_, name) => `<style>\n${read(name)}</style>`);
};

/** The scripts that stand in the page itself. */
exports.scriptsOf = (file) =>
  [...textOf(file).matchAll(/<script type="text\/javascript">\n([\s\S]*?)<\/script>/g)]
    .map(([, text]) => text)
    .join("\n");
