import { GenesysError } from "../errors/errors";
import type { AnswerHead, RawAnswer } from "./course";
import { refusalError } from "./refusal";
import type { Exchange, ExchangeRequest } from "../types";

/** Bodies that are not text are returned as bytes: a recording, a picture, a document. */
const BINARY = /^(image|audio|video)\/|^application\/(octet-stream|pdf|zip)\b/i;

const BROKEN = Symbol("a body that cannot be read");

/**
 * The response, if it is a 2xx that can be read. The status decides the outcome of the request: a body that is damaged,
 * too large or unreadable never changes it.
 * @throws GenesysError for every other response.
 */
export const readAnswer = (request: ExchangeRequest, raw: RawAnswer): Exchange => {
  const { status, headers, bytes, damage } = raw;
  const type = headers["content-type"] ?? "";
  if (request.as === "stream" && status >= 300 && status < 400 && headers["location"] !== undefined)
    return { status, headers, body: undefined };
  if (!isSuccess(raw)) throw statusError(request, raw);
  if (request.as === "stream") return { status, headers, body: raw.stream };
  if (damage !== undefined) throw damagedError(request, status, damage);
  if (request.as === "bytes" || BINARY.test(type))
    return { status, headers, body: bytes.length === 0 ? undefined : bytes };
  const body = parse(raw, type);
  if (typeof body === "string" && /html/i.test(type)) throw webPageError(status);
  if (body === BROKEN) throw brokenError(status);
  return { status, headers, body };
};

export const isSuccess = ({ status }: AnswerHead): boolean => status >= 200 && status < 300;

/** The error for a response that is not a 2xx, whether or not its body can be read. */
export const statusError = ({ body: sent }: ExchangeRequest, raw: RawAnswer): GenesysError => {
  const { status, headers, damage } = raw;
  if (status < 400) return redirectError(status);
  return refusalError({ status, headers, body: parse(raw, headers["content-type"] ?? ""), damage, sent });
};

const parse = ({ bytes, isEncoded }: RawAnswer, contentType: string): unknown => {
  const text = asText(bytes);
  if (text === "") return undefined;
  const isJson = /json/i.test(contentType);
  const other = isJson || isEncoded === true ? BROKEN : text;
  if (!isJson && !/^\s*[[{"]/.test(text)) return other;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return other;
  }
};

/** UTF-8, unless a byte-order mark shows another encoding. The mark itself is not part of the text. */
const asText = (bytes: Buffer): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString("utf16le", 2);
  if (first === 0xfe && second === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes).swap16().toString("utf16le", 2);
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
};

/** The platform accepted the request. If the connection broke during the response, a retry may return all of it. */
const damagedError = ({ url }: ExchangeRequest, status: number, damage: string): GenesysError => {
  const { host } = new URL(url);
  if (damage !== "TOO_LARGE" && damage !== "BAD_GZIP")
    return new GenesysError("network", `The connection to ${host} failed during the response (${damage}).`, {
      outcome: "unknown",
      networkCode: damage,
    });
  const what = damage === "TOO_LARGE" ? "is too large" : "is damaged";
  return new GenesysError(
    "answer",
    `The response of ${host} ${what}, although the request was accepted (${status}). Check the result before you send the request again.`,
    { outcome: "done", status, networkCode: damage },
  );
};

const redirectError = (status: number): GenesysError =>
  new GenesysError(
    "answer",
    `The response ${status} redirects to another address, which is not followed. Check the account's hosts.`,
    { outcome: "unknown", status },
  );

const webPageError = (status: number): GenesysError =>
  new GenesysError(
    "answer",
    "The response is a web page, not the API. Check the account's hosts and the proxy, if there is one.",
    { outcome: "unknown", status },
  );

const brokenError = (status: number): GenesysError =>
  new GenesysError("answer", "The response is not valid JSON, although the request was accepted.", {
    outcome: "done",
    status,
  });
