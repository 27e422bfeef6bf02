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

/** The object that a body holds. @throws Refusal 400 where it is not JSON or not an object. */
export const parseObject = (raw: Buffer): Record<string, unknown> => {
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
