// The partials of the dialogs: what many pages have in common, written once in nodes/lib/dialog. A page names a partial in a
// comment on a line of its own, a directive: `<!-- @input destination share -->` in html, `// @input destination` in a script.
//
// The first line of a partial declares its arguments: `name` is required, `words=$name$` has a default, and `values...` takes
// the rest. `$name$` is replaced everywhere. A line with `$values$` is repeated for each value of the rest.
"use strict";
const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { basename, extname, join } = require("node:path");

const directives = /^([ \t]*)(?:<!-- @(\w+)\b([^>]*?) ?-->|\/\/ @(\w+)\b(.*))$/gm;
/** A directive at any place, also within a line. */
const anyDirective = /(?:<!--|\/\/)\s*@\w+/g;
const shapes = {
  ".html": /^(<!-- @(\w+)\b([^\n]*?)(?:\n[\s\S]*?)? ?-->\n)([\s\S]*)$/,
  // Lines of comment, and an object: its properties replace the directive.
  ".js": /^(\/\/ @(\w+)\b([^\n]*)\n(?:\/\/[^\n]*\n)*\(\{\n)([\s\S]*)\}\);\n$/,
};

const listOf = (text) => text.split(/\s+/).filter(Boolean);
const lineAt = (text, offset) => text.slice(0, offset).split("\n").length;
const lines = (text) => text.replace(/\n$/, "").split("\n");

/** A partial: its declared arguments, its first lines (`head`) and its text (`body`). */
const readPartial = (folder, name, extension) => {
  const file = join(folder, name + extension);
  if (!existsSync(file)) {
    const known = readdirSync(folder).filter((one) => extname(one) === extension);
    throw new Error(
      `there is no partial @${name}. Known: ${known.map((one) => basename(one, extension)).join(", ")}`,
    );
  }
  const [, head, named, declared, body] = shapes[extension].exec(readFileSync(file, "utf8")) ?? [];
  if (named !== name) throw new Error(`${file} does not begin with @${name} and its arguments`);
  return { file, head, body, declared: listOf(declared) };
};

const replaceAll = (text, values) =>
  text.replace(/\$(\w+)\$/g, (_, name) => {
    if (!(name in values)) throw new Error(`$${name}$ is none of its arguments`);
    return values[name];
  });

/** The values of a partial's arguments. `list` has those of the argument `rest`. */
const argumentsOf = (declared, given) => {
  const named = given.filter((one) => /^\w+=/.test(one));
  const positional = given.filter((one) => !named.includes(one));
  const values = {};
  const rest = declared.find((one) => one.endsWith("..."));
  for (const name of declared.filter((one) => !/=|\.\.\.$/.test(one))) {
    if (positional.length === 0) throw new Error(`"${name}" is missing`);
    values[name] = positional.shift();
  }
  for (const one of declared.filter((one) => one.includes("="))) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(one);
    const at = named.findIndex((other) => other.startsWith(`${name}=`));
    values[name] = at < 0 ? replaceAll(value, values) : named.splice(at, 1)[0].slice(name.length + 1);
  }
  if (rest !== undefined && positional.length === 0) throw new Error(`"${rest}" is missing`);
  const [tooMuch] = [...named, ...(rest === undefined ? positional : [])];
  if (tooMuch !== undefined) throw new Error(`"${tooMuch}" is too much`);
  return { values, rest: rest?.slice(0, -3), list: positional };
};

const fill = (text, { values, rest, list }) =>
  rest === undefined || !text.includes(`$${rest}$`)
    ? [replaceAll(text, values)]
    : list.map((value) => replaceAll(text, { ...values, [rest]: value }));

/** The text of a partial, as deeply indented as its directive. `trail`: the partials that contain the directive. */
const place = (folder, trail, { indent, name, extension, given }) => {
  if (trail.includes(name)) throw new Error(`@${name} contains itself`);
  const { file, head, body, declared } = readPartial(folder, name, extension);
  let values;
  try {
    values = argumentsOf(declared, listOf(given));
  } catch (error) {
    throw new Error(`@${[name, ...declared].join(" ")}: ${error.message}`, { cause: error });
  }
  const inner = (line) => (extension === ".js" ? line.replace(/^ {2}/, "") : line);
  const filled = lines(body).flatMap((line, at) => {
    try {
      return fill(inner(line), values);
    } catch (error) {
      throw new Error(`${file}:${lines(head).length + at + 1}: ${error.message}`, { cause: error });
    }
  });
  const text = filled.map((line) => (line === "" ? line : indent + line)).join("\n");
  return expandIn(text, { folder, trail: [...trail, name], where: () => `${file}: ` });
};

const expandIn = (text, { folder, trail, where }) => {
  const found = [...text.matchAll(directives)];
  const isPlaced = (at) => found.some(({ index, 0: whole }) => at >= index && at < index + whole.length);
  const stray = [...text.matchAll(anyDirective)].find(({ index }) => !isPlaced(index));
  if (stray)
    throw new Error(`${where(stray.index)}"${stray[0]}" is no directive: write it on a line of its own`);
  return text.replace(directives, (_, indent, inHtml, ofHtml, inScript, ofScript, offset) => {
    const directive =
      inHtml === undefined
        ? { indent, name: inScript, extension: ".js", given: ofScript }
        : { indent, name: inHtml, extension: ".html", given: ofHtml };
    try {
      return place(folder, trail, directive);
    } catch (error) {
      throw new Error(where(offset) + error.message, { cause: error });
    }
  });
};

/** The text of a page with every directive replaced by its partial; an error names the file and the line. */
exports.expand = (text, file, folder) =>
  expandIn(text, { folder, trail: [], where: (offset) => `${file}:${lineAt(text, offset)}: ` });
