import { createHash } from "node:crypto";
import { inputError } from "../errors/errors";

/** What a flow gives as a file, made plain. Pure. */

export type Media =
  | { kind: "uploaded"; mediaId: string }
  | { kind: "file"; bytes: Uint8Array; fileName: string; contentType: string | undefined };

/** Content types by file ending, for names without an ending and for responses without a content type. */
const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  wav: "audio/wav",
  txt: "text/plain",
  csv: "text/csv",
  vcf: "text/vcard",
};

/** How files of these kinds begin. */
const BEGINNINGS: readonly (readonly [ending: string, at: number, bytes: string])[] = [
  ["png", 0, "\x89PNG"],
  ["jpg", 0, "\xff\xd8\xff"],
  ["gif", 0, "GIF8"],
  ["pdf", 0, "%PDF"],
  ["webp", 8, "WEBP"],
  ["mp4", 4, "ftyp"],
  ["ogg", 0, "OggS"],
  ["mp3", 0, "ID3"],
];

const SHAPE =
  "Pass a Buffer, a data URL, { content, fileName, contentType } with a Buffer or base64 text as content, " +
  "or { mediaId } of a file that is already uploaded.";

const wrong = (what: string) => inputError("media", `The input "media" ${what}. ${SHAPE}`);

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w-]+=[^;,]*)*(;base64)?,(.*)$/is;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

interface Content {
  bytes: Uint8Array;
  contentType?: string | undefined;
}

const fromBase64 = (text: string): Uint8Array => {
  const packed = text.replace(/\s+/g, "");
  if (!BASE64.test(packed) || packed.length % 4 === 1)
    throw wrong("is text, but neither base64 nor a data URL");
  return Buffer.from(packed, "base64");
};

const fromDataUrl = (match: RegExpExecArray): Content => {
  const [, contentType, isBase64, data = ""] = match;
  try {
    const text = decodeURIComponent(data);
    return { bytes: isBase64 ? fromBase64(text) : Buffer.from(text, "utf8"), contentType };
  } catch {
    throw wrong("is a data URL that cannot be read");
  }
};

const contentOf = (given: unknown): Content => {
  if (given instanceof Uint8Array) return { bytes: given };
  if (typeof given !== "string") throw wrong("has no content that can be uploaded");
  const match = DATA_URL.exec(given);
  return match === null ? { bytes: fromBase64(given) } : fromDataUrl(match);
};

const endingOf = (bytes: Uint8Array, contentType: string | undefined): string | undefined => {
  const byType = Object.entries(TYPES).find(([, type]) => type === contentType?.toLowerCase())?.[0];
  if (byType !== undefined) return byType;
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  return BEGINNINGS.find(([, at, begins]) => head.startsWith(begins, at))?.[0];
};

const asFile = ({ bytes, contentType }: Content, name: unknown, type: unknown): Media => {
  if (bytes.length === 0) throw wrong("is empty");
  const given = typeof type === "string" && type !== "" ? type : contentType;
  const ending = endingOf(bytes, given);
  const fileName = typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
  if (fileName === undefined && ending === undefined)
    throw wrong("has no file name, and its type cannot be detected from its content. Set the file name");
  const suffix = /\.(\w+)$/.exec(fileName ?? "")?.[1]?.toLowerCase() ?? ending ?? "";
  const known = Object.hasOwn(TYPES, suffix) ? TYPES[suffix] : undefined;
  return { kind: "file", bytes, fileName: fileName ?? `file.${ending}`, contentType: given ?? known };
};

/** The file that is meant. @throws GenesysError `input` naming what is missing. */
export const asMedia = (given: unknown): Media => {
  if (given instanceof Uint8Array || typeof given === "string")
    return asFile(contentOf(given), undefined, undefined);
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw wrong("cannot be used");
  const { mediaId, content, fileName, contentType } = given as Record<string, unknown>;
  if (typeof mediaId === "string" && mediaId !== "") return { kind: "uploaded", mediaId };
  return asFile(contentOf(content), fileName, contentType);
};

/** What makes a file the same in another instance. The id of an upload differs. */
export const identityOf = (media: Media): unknown => {
  if (media.kind === "uploaded") return media;
  const { bytes, fileName, contentType } = media;
  return { sha256: createHash("sha256").update(bytes).digest("base64url"), fileName, contentType };
};
