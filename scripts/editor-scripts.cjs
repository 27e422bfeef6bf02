// The order of the editor scripts. They share an object of `window`: each script adds members to it, and takes what it needs of
// those that are there already. So each one is run alone, with an object that notes what is read and what is added.
"use strict";
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { createContext, runInContext } = require("node:vm");

/** Takes the place of Node-RED, jQuery and the members of other scripts: whatever is done with it, it is there. */
const anything = new Proxy(() => anything, { get: () => anything, set: () => true });

/** What was found out of a text, which each page asks for again. */
const inspected = new Map();

/** What a script adds to the shared objects, and what it reads of them, while it is loaded: as "object.member". */
const inspect = (file) => {
  const text = readFileSync(file, "utf8");
  const found = inspected.get(text) ?? inspectText(text, file);
  inspected.set(text, found);
  return found;
};

const inspectText = (text, file) => {
  const adds = new Set();
  const reads = new Set();
  const shared = (object) =>
    new Proxy(
      {},
      {
        get: (_, member) => reads.add(`${object}.${String(member)}`) && anything,
        set: (_, member) => Boolean(adds.add(`${object}.${String(member)}`)),
      },
    );
  const objects = new Map();
  const window = new Proxy(
    {},
    {
      get: (_, object) => objects.get(object) ?? objects.set(object, shared(object)).get(object),
      set: (_, object, value) => {
        for (const member of Object.keys(value)) adds.add(`${object}.${member}`);
        return true;
      },
    },
  );
  runInContext(text, createContext({ window, RED: anything, $: anything }), { filename: file });
  return { adds, needs: [...reads].filter((member) => !adds.has(member)) };
};

/** The scripts of a folder that add to a shared object, each behind those whose members it needs while it is loaded. */
exports.scriptsThatAddTo = (object, folder) => {
  const isOfObject = (member) => member.startsWith(`${object}.`);
  const waiting = readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => ({ name, file: join(folder, name), ...inspect(join(folder, name)) }))
    .filter(({ adds }) => [...adds].some(isOfObject));
  const defined = new Set(waiting.flatMap(({ adds }) => [...adds]));
  for (const { name, needs } of waiting)
    for (const member of needs.filter(isOfObject))
      if (!defined.has(member)) throw new Error(`${name} needs ${member}, which no script defines`);
  const ordered = [];
  const there = new Set();
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ needs }) =>
      needs.filter(isOfObject).every((member) => there.has(member)),
    );
    if (at < 0)
      throw new Error(`these scripts need each other: ${waiting.map(({ name }) => name).join(", ")}`);
    const [next] = waiting.splice(at, 1);
    for (const member of next.adds) there.add(member);
    ordered.push(next.file);
  }
  return ordered;
};
