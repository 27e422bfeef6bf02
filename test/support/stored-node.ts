import assert from "node:assert/strict";
import backplane from "../../nodes/genesys-backplane";
import events from "../../nodes/genesys-events";
import openMessageIn from "../../nodes/genesys-open-message-in";
import requestIn from "../../nodes/genesys-request-in";
import { accountOptions } from "../../nodes/lib/account/options";
import { validateOptions, withoutBlanks } from "../../nodes/lib/node/validate";
import { definitionOf, dialogOf } from "./dialogs";

export type Values = Record<string, unknown>;

/** What a node does that is stored with all its properties as in a new node, or as they count where they are missing. */
export const complete = (type: string): Values => {
  const kept = Object.entries(dialogOf(type).defaults).filter(([name]) => name !== "account");
  const values = Object.fromEntries(kept.map(([name, { value, missing = value }]) => [name, missing]));
  return JSON.parse(JSON.stringify(values)) as Values; // objects of this realm
};

/** The options of a node as it reads them; those of the nodes that listen too. */
export const optionsOf = (type: string, config: Values): Values => {
  if (type === "genesys-account") return accountOptions(config);
  if (type === "genesys-backplane") return validateOptions(backplane.options, withoutBlanks(config));
  if (type === "genesys-events") {
    const { ids: _needed, ...rest } = validateOptions(events.options, { ...config, ids: "Support" });
    return rest;
  }
  if (type === "genesys-open-message-in") {
    const { path: _needed, ...rest } = validateOptions(openMessageIn.options, { ...config, path: "/in" });
    return rest;
  }
  if (type === "genesys-request-in") {
    const { path: _needed, ...rest } = validateOptions(requestIn.options, { ...config, path: "/in" });
    return rest;
  }
  return validateOptions(definitionOf(type)?.options ?? assert.fail(type), withoutBlanks(config));
};
