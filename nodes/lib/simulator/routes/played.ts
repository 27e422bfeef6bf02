import { loadModels, type Shape } from "../../facts/models";
import type { Operation } from "../../facts/operations";
import { notPlayed } from "../http/not-played";
import { HANDLER, playedFields } from "./played-fields";
import { playedParameters } from "./played-parameters";

/** Refuses fields of a request that its handler does not support. */

type Played = readonly string[];

/** An empty list changes nothing, and neither does null. */
const changesNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListed = (played: Played, path: string, value: unknown): boolean =>
  played.includes(path) ||
  played.some((entry) => {
    if (!entry.startsWith(`${path}=`)) return false;
    const values = entry.slice(path.length + 1).split("|");
    return values.some((each) => each.toLowerCase() === String(value).toLowerCase());
  });

const propertiesOf = (model: string | undefined): Readonly<Record<string, Shape>> =>
  (model === undefined ? undefined : loadModels()[model])?.properties ?? {};

interface Where {
  operation: string;
  played: Played;
  /** With a dot at its end, or empty. */
  prefix: string;
}

const checkFields = (model: string | undefined, body: unknown, where: Where): void => {
  if (Array.isArray(body)) return body.forEach((each) => checkFields(model, each, where));
  if (!isPlain(body)) return;
  const { operation, played, prefix } = where;
  const properties = propertiesOf(model);
  for (const [field, value] of Object.entries(body)) {
    const path = prefix + field;
    const shape = Object.hasOwn(properties, field) ? properties[field] : undefined;
    // The schema refuses what the model does not have. Read-only fields are ignored.
    if (!shape || shape.readOnly || changesNothing(value) || isListed(played, path, value)) continue;
    if (!played.some((entry) => entry.startsWith(`${path}.`))) throw notPlayed(operation, path);
    checkFields(shape.$ref ?? shape.items?.$ref, value, { operation, played, prefix: `${path}.` });
  }
};

const checkParameters = ({ id, query: known }: Operation, query: URLSearchParams): void => {
  const played = playedParameters(id);
  for (const { name } of known)
    for (const value of query.getAll(name).flatMap((text) => (text === "" ? [] : text.split(","))))
      if (!isListed(played, name, value))
        throw notPlayed(id, played.some((entry) => entry.startsWith(`${name}=`)) ? `${name}=${value}` : name);
};

export const checkPlayed = (operation: Operation, body: unknown, query: URLSearchParams): void => {
  checkParameters(operation, query);
  if (!operation.body || body === undefined) return;
  const { id, body: facts } = operation;
  const played = playedFields(id, facts.model) ?? [];
  if (played !== HANDLER) checkFields(facts.model, body, { operation: id, played, prefix: "" });
};
