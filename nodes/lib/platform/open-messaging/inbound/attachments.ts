import { inputError } from "../../errors/errors";

/** The files of a customer's message. The platform fetches them from their URL. Pure. */

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  mp4: "video/mp4",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  wav: "audio/wav",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  vcf: "text/vcard",
};

const SHAPE =
  "Pass the URL of the file, { url, mime, filename, text } or a list of these. The platform fetches the file from the URL.";

const wrong = (what: string) => inputError("media", `The input "media" ${what}. ${SHAPE}`);

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** The files as parts of a message. @throws GenesysError `input` where one is no file with a URL. */
export const attachmentsOf = (given: unknown): Values[] => {
  if (given === undefined || given === null || given === "") return [];
  const all: unknown[] = Array.isArray(given) ? given : [given];
  return all.map((one) => ({ contentType: "Attachment", attachment: attachmentOf(one) }));
};

const attachmentOf = (given: unknown): Values => {
  const file = isObject(given) ? given : { url: given };
  const url = urlOf(file.url);
  const filename = textOf(file, "filename", "fileName") ?? nameIn(url);
  const mime = textOf(file, "mime", "contentType") ?? typeOfName(filename);
  const id = textOf(file, "id");
  const text = textOf(file, "text", "caption");
  return {
    mediaType: textOf(file, "mediaType") ?? familyOf(mime),
    url: url.href,
    mime,
    ...(filename === undefined ? {} : { filename }),
    ...(id === undefined ? {} : { id }),
    ...(text === undefined ? {} : { text }),
  };
};

const urlOf = (given: unknown): URL => {
  if (given instanceof Uint8Array) throw wrong("is a Buffer");
  const url = typeof given === "string" && URL.canParse(given.trim()) ? new URL(given.trim()) : undefined;
  if (url === undefined) throw wrong("has no URL");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw wrong("has a URL that is not http or https");
  return url;
};

const textOf = (file: Values, ...names: string[]): string | undefined => {
  const value = names
    .map((name) => file[name])
    .find((one) => one !== undefined && one !== null && one !== "");
  if (value === undefined || typeof value === "string") return value;
  throw wrong(`has a "${names[0]}" that is no text`);
};

const nameIn = ({ pathname }: URL): string | undefined => {
  const last = pathname.split("/").at(-1);
  if (last === undefined || last === "") return undefined;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
};

const typeOfName = (name = ""): string =>
  TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";

const familyOf = (mime: string): string => {
  const [family = ""] = mime.toLowerCase().split("/");
  return { image: "Image", video: "Video", audio: "Audio" }[family] ?? "File";
};
