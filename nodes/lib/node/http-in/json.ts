import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal";

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/;

/** @throws Refusal 415 where the body is not JSON in UTF-8, by its content type. */
export const refuseOtherTypes = ({ "content-type": header = "" }: IncomingHttpHeaders): void => {
  const [type = "", ...parameters] = header
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (!JSON_TYPE.test(type) || !isUtf8) throw new Refusal(415, "notJson", "Send JSON in UTF-8.");
};

/** The platform's own limit is 50. Node-RED cannot copy a message that is nested some thousand levels deep. */
const MOST_LEVELS = 100;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

/** Counts the brackets outside of texts; what is not JSON is refused later. */
const isTooDeep = (raw: Buffer): boolean => {
  let level = 0;
  let isText = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) level -= 1;
    else if ((byte === OPEN_LIST || byte === OPEN_OBJECT) && (level += 1) > MOST_LEVELS) return true;
  }
  return false;
};

/** The object that a body holds. @throws Refusal 400 where it is not JSON, not an object, or nested too deeply. */
export const parseObject = (raw: Buffer): Record<string, unknown> => {
  if (isTooDeep(raw))
    throw new Refusal(400, "tooDeep", `The body has more than ${MOST_LEVELS} levels of nesting.`);
  const value = parse(raw);
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Refusal(400, "notAnObject", "The body is not a JSON object.");
};

const parse = (raw: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    // The error of the parser quotes the body.
    throw new Refusal(400, "brokenJson", "The body cannot be read as JSON.");
  }
};
