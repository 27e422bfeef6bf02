"use strict";
const { readFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { scriptsThatAddTo } = require("./editor-scripts.cjs");
const { expand } = require("./partials.cjs");

/** Replaced by all scripts that add to an object of `window`. */
const scripts = /<script type="text\/javascript" src="lib\/editor" data-adds-to="(\w+)"><\/script>/g;
const sheet = /<link rel="stylesheet" href="([^"]+)" \/>/g;

const textOf = (file) =>
  expand(readFileSync(file, "utf8"), relative("", file), relative("", join(dirname(file), "lib/dialog")));

/**
 * The html of a node as it ships: Node-RED serves one file per node, so the partials, scripts and style sheets that it
 * names are put in their places.
 */
exports.pageOf = (file) => {
  const folder = dirname(file);
  const inPage = (one) => `<script type="text/javascript">\n${readFileSync(one, "utf8")}</script>`;
  return textOf(file)
    .replace(scripts, (_, object) =>
      scriptsThatAddTo(object, join(folder, "lib/editor")).map(inPage).join("\n"),
    )
    .replace(sheet, (_, name) => `<style>\n${readFileSync(join(folder, name), "utf8")}</style>`);
};

/** The scripts that stand in the page itself. */
exports.scriptsOf = (file) =>
  [...textOf(file).matchAll(/<script type="text\/javascript">\n([\s\S]*?)<\/script>/g)]
    .map(([, text]) => text)
    .join("\n");
